import { io } from 'socket.io-client';
import { batchSchema, welcomeSchema, WIRE_VERSION } from '../../../shared/contract/wire';

/** When a client that does nothing else has had every record up to `to`: ms of this machine's clock. */
export interface Arrival {
  readonly to: number;
  readonly at: number;
}

export interface Follower {
  readonly arrivals: readonly Arrival[];
  close(): void;
}

/** Follows the hub from its head on, beside the app, and notes when batches arrive. It does not unpack them. */
export function follow(address: { readonly url: string; readonly token: string }): Promise<Follower> {
  const arrivals: Arrival[] = [];
  const socket = io(address.url, {
    transports: ['websocket'],
    auth: { token: address.token, wire: WIRE_VERSION, client: 'bench-follower' },
    forceNew: true,
    reconnection: false,
  });
  return new Promise((resolve, reject) => {
    socket.once('connect_error', reject);
    socket.once('welcome', (message: unknown) => {
      const { epoch, head } = welcomeSchema.parse(message);
      socket.emit('join', { epoch, since: head });
      resolve({ arrivals, close: () => socket.close() });
    });
    socket.on('batch', (message: unknown) => {
      const at = performance.timeOrigin + performance.now();
      const { to } = batchSchema.parse(message);
      arrivals.push({ to, at });
      socket.emit('took', { seq: to });
    });
  });
}
