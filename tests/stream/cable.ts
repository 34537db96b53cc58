import { createServer, connect, type Server, type Socket } from 'node:net';
import { afterEach } from 'vitest';

const laid = new Set<Cable>();

afterEach(async () => {
  for (const cable of laid) await cable.remove();
  laid.clear();
});

/** A TCP cable between stream and hub that a test can cut, or make swallow what the hub says. */
export class Cable {
  readonly #server: Server;
  readonly #pairs = new Set<readonly [Socket, Socket]>();
  /** true: what the hub sends is swallowed, while everything still reaches the hub. */
  swallows = false;
  /** true: what the stream opens is closed at once. */
  cut = false;
  opened = 0;
  #port = 0;

  static async lay(hubPort: () => number): Promise<Cable> {
    const cable = new Cable(hubPort);
    laid.add(cable);
    await new Promise<void>((resolve) => {
      cable.#server.listen(0, '127.0.0.1', resolve);
    });
    const address = cable.#server.address();
    cable.#port = typeof address === 'object' && address !== null ? address.port : 0;
    return cable;
  }

  private constructor(hubPort: () => number) {
    this.#server = createServer((near) => {
      this.opened += 1;
      if (this.cut) {
        near.destroy();
        return;
      }
      const far = connect(hubPort(), '127.0.0.1');
      const pair = [near, far] as const;
      this.#pairs.add(pair);
      near.on('data', (bytes) => far.write(bytes));
      far.on('data', (bytes) => {
        if (!this.swallows) near.write(bytes);
      });
      for (const end of pair) {
        end.on('error', () => {});
        end.on('close', () => {
          this.#pairs.delete(pair);
          near.destroy();
          far.destroy();
        });
      }
    });
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Resets every connection that is open now. */
  reset(): void {
    for (const [near, far] of this.#pairs) {
      near.resetAndDestroy();
      far.resetAndDestroy();
    }
  }

  async remove(): Promise<void> {
    this.reset();
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
  }
}
