import { leaveFailures, testName } from './failures.mjs';

/** Playwright's view of a run, as far as it has failed. */
// oxlint-disable-next-line import/no-default-export -- where Playwright looks for a reporter
export default class PlaywrightFailures {
  /** @type {import('./failures.mjs').Failure[]} */
  #unhandled = [];
  /** @type {import('@playwright/test/reporter').Suite | null} */
  #all = null;

  /**
   * @param {import('@playwright/test/reporter').FullConfig} _config
   * @param {import('@playwright/test/reporter').Suite} suite
   */
  onBegin(_config, suite) {
    this.#all = suite;
  }

  /** @param {import('@playwright/test/reporter').TestError} error that belongs to no test */
  onError(error) {
    this.#unhandled.push({ name: 'an error outside of all tests', text: textOf(error) });
  }

  onEnd() {
    const failed = (this.#all?.allTests() ?? []).filter((test) => test.outcome() === 'unexpected');
    leaveFailures([
      ...failed.map((test) => ({
        // The first three: the run, its project and the file.
        name: testName(test.location.file, test.titlePath().slice(3)),
        text: (test.results.at(-1)?.errors ?? []).map(textOf).join('\n\n'),
      })),
      ...this.#unhandled,
    ]);
  }

  /** Somebody else shows how the run goes. */
  printsToStdio() {
    return false;
  }
}

/** @param {import('@playwright/test/reporter').TestError} error */
function textOf({ message, stack, snippet, value }) {
  return [stack ?? message ?? value, snippet].filter(Boolean).join('\n');
}
