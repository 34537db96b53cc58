import { leaveFailures, testName } from './failures.mjs';

/** Vitest's view of a run, as far as it has failed. */
// oxlint-disable-next-line import/no-default-export -- where Vitest looks for a reporter
export default class VitestFailures {
  /**
   * @param {readonly import('vitest/node').TestModule[]} modules
   * @param {readonly import('vitest/node').SerializedError[]} unhandled errors that no test has thrown, such as those of a process that goes on after its test
   */
  onTestRunEnd(modules, unhandled) {
    leaveFailures([
      ...modules.flatMap((module) => [
        // A file that cannot be loaded, or a hook that fails.
        ...module.errors().map((error) => ({ name: testName(module.moduleId, []), text: textOf(error) })),
        ...[...module.children.allSuites()].flatMap((suite) =>
          suite.errors().map((error) => ({ name: testName(module.moduleId, titlesOf(suite)), text: textOf(error) })),
        ),
        ...[...module.children.allTests('failed')].map((test) => ({
          name: testName(module.moduleId, titlesOf(test)),
          text: (test.result().errors ?? []).map(textOf).join('\n\n'),
        })),
      ]),
      ...unhandled.map((error) => ({ name: 'an error outside of all tests', text: textOf(error) })),
    ]);
  }
}

/** @param {import('vitest/node').TestCase | import('vitest/node').TestSuite} task */
function titlesOf(task) {
  /** @type {string[]} */
  const titles = [];
  for (let at = /** @type {typeof task | import('vitest/node').TestModule} */ (task); at.type !== 'module'; at = at.parent)
    titles.unshift(at.name);
  return titles;
}

/**
 * @param {import('vitest/node').SerializedError & { diff?: string }} error
 * @returns {string} with the places in our own code, and what it was caused by (of a property: the assertion that failed)
 */
function textOf({ name, message, diff, stack, cause }) {
  const places = stack?.split('\n').filter((line) => /^\s+at .*[/\\]/.test(line) && !/node_modules|node:/.test(line));
  return [`${name ?? 'Error'}: ${message}`, diff, ...(places ?? []), cause && textOf(cause)].filter(Boolean).join('\n');
}
