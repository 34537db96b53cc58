import type { ToWindow } from '../../shared/contract/frames';

/** One end of a message channel: Electron's in the app, node:worker_threads' in tests. */
export interface WindowPort {
  postMessage(message: ToWindow): void;
  onMessage(listener: (data: unknown) => void): void;
  onClose(listener: () => void): void;
  close(): void;
}
