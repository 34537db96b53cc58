import { io, type Socket } from 'socket.io-client';
import { backOffMs } from '../../shared/connection/back-off';
import {
  codeSchema,
  type HubToPairing,
  pairedSchema,
  PAIRING_NAMESPACE,
  type PairingHandshake,
  type PairingToHub,
} from '../../shared/contract/pairing';
import { problemSchema } from '../../shared/contract/problem';
import type { StreamReport } from '../../shared/contract/process';
import { WIRE_VERSION } from '../../shared/contract/wire';
import type { StreamLog } from './stream-log';

const BACK_OFF = { firstMs: 500, mostMs: 10_000 };
/** Main keeps the credential on disk meanwhile. */
const OPEN_MS = 10_000;

/** Asks a hub to be paired, again and again until it is: shows what it says, hands on the credential, and tells the hub once that is kept. */
export class PairingLink {
  readonly #client: string;
  readonly #name: string;
  readonly #url: string;
  readonly #report: (report: StreamReport) => void;
  readonly #log: StreamLog;
  #socket: Socket<HubToPairing, PairingToHub> | null = null;
  #retry: NodeJS.Timeout | null = null;
  #attempts = 0;
  #kept: (() => void) | null = null;

  constructor(client: string, name: string, url: string, report: (report: StreamReport) => void, log: StreamLog) {
    this.#client = client;
    this.#name = name;
    this.#url = url;
    this.#report = report;
    this.#log = log;
    this.#open();
  }

  /** The credential is kept. */
  kept(): void {
    this.#kept?.();
    this.#kept = null;
  }

  stop(): void {
    if (this.#retry !== null) clearTimeout(this.#retry);
    const socket = this.#socket;
    this.#socket = null;
    socket?.disconnect();
  }

  #open(): void {
    const socket: Socket<HubToPairing, PairingToHub> = io(new URL(PAIRING_NAMESPACE, this.#url).href, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      timeout: OPEN_MS,
      auth: { wire: WIRE_VERSION, client: this.#client, name: this.#name } satisfies PairingHandshake,
    });
    this.#socket = socket;
    socket.on('code', (message: unknown) => {
      const parsed = codeSchema.safeParse(message);
      if (this.#socket !== socket || !parsed.success) return;
      this.#attempts = 0;
      this.#report({ kind: 'pairing', pairing: { kind: 'code', ...parsed.data } });
    });
    socket.on('paired', (message: unknown, kept: () => void) => {
      const parsed = pairedSchema.safeParse(message);
      if (this.#socket !== socket || !parsed.success) return;
      this.#kept = kept;
      this.#report({ kind: 'paired', ...parsed.data });
    });
    socket.on('disconnect', () => this.#lost(socket));
    socket.on('connect_error', (error) => {
      const problem = problemSchema.safeParse('data' in error ? error.data : null);
      if (problem.success) this.#log.warn({ why: problem.data.type }, 'the hub does not let this wall ask to be paired');
      this.#lost(socket, problem.success ? { kind: 'refused', problem: problem.data.type } : { kind: 'asking' });
    });
  }

  #lost(socket: Socket, pairing: Extract<StreamReport, { kind: 'pairing' }>['pairing'] = { kind: 'asking' }): void {
    if (this.#socket !== socket) return;
    this.#socket = null;
    this.#report({ kind: 'pairing', pairing });
    this.#retry = setTimeout(() => this.#open(), backOffMs(BACK_OFF, this.#attempts, Math.random()));
    this.#attempts += 1;
  }
}
