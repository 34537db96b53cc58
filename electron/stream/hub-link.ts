import { io, type Socket } from 'socket.io-client';
import type { z } from 'zod';
import type { ConnectionInput } from '../../shared/connection/connection-state';
import type { HubAddress } from '../../shared/contract/process';
import { type Problem, problemSchema } from '../../shared/contract/problem';
import { MAX_BATCH_BYTES } from '../../shared/contract/records';
import {
  batchSchema,
  type CommandMessage,
  type Handshake,
  heartbeatSchema,
  historyAnswerSchema,
  type HubToStream,
  type Outcome,
  outcomeSchema,
  snapshotSchema,
  type StreamToHub,
  welcomeSchema,
  WIRE_VERSION,
} from '../../shared/contract/wire';
import type { Past } from '../../shared/contract/past';
import {
  type MachineAct,
  machineActSchema,
  type Picture,
  type Presence,
  type ScreenOutcome,
  screenOutcomeSchema,
  type ScreenPicture,
  screenPictureSchema,
  type ScreenRequest,
  type Screens,
  screensSchema,
  watchedSchema,
} from '../../shared/contract/screens';
import type { CaseKey, Seq } from '../../shared/domain/keys';

/** A part of a snapshot is at most 1 MiB by contract; a little more is let pass, a lot more is a hub that lies. */
const MOST_PART_BYTES = 2 * 1024 * 1024;
const MOST_BATCH_RECORDS = 1_000_000;

/** Who is told what comes of screens. */
export interface ScreensListener {
  readonly screens: (screens: Screens) => void;
  readonly picture: (picture: ScreenPicture) => void;
  readonly watched: (message: { readonly watched: boolean }) => void;
  readonly act: (asked: MachineAct, answer: (outcome: ScreenOutcome) => void) => void;
}

export type HistoryAnswer = z.infer<typeof historyAnswerSchema>;
type HubSocket = Socket<HubToStream, StreamToHub>;

/**
 * Owns the one socket to the hub and knows nothing of what it means: it opens, closes, sends, and hands on what arrives once it has been
 * checked against the wire. When to connect is for the machine in shared/connection, so socket.io's own reconnection is off.
 */
export class HubLink {
  readonly #heard: (input: ConnectionInput) => void;
  readonly #client: string;
  readonly #screens: ScreensListener;
  #socket: HubSocket | null = null;

  /** @param client names this program and version to the hub, for its log */
  constructor(client: string, heard: (input: ConnectionInput) => void, screens: ScreensListener) {
    this.#client = client;
    this.#heard = heard;
    this.#screens = screens;
  }

  get connected(): boolean {
    return this.#socket?.connected ?? false;
  }

  /** Opens a socket in place of the one that there is. Reports socket-up, then what arrives; one socket-down or refused at its end. */
  connect(hub: HubAddress, past: Past | null): void {
    this.disconnect();
    if (!/^https?:\/\//u.test(hub.url)) {
      this.#refuse(`the address of the hub is not http or https`);
      return;
    }
    const socket: HubSocket = io(hub.url, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      autoConnect: false,
      timeout: 10_000,
      auth: { token: hub.token, wire: WIRE_VERSION, client: this.#client, past } satisfies Handshake,
    });
    this.#socket = socket;
    const only = <T>(listener: (value: T) => void) => {
      return (value: T): void => {
        if (this.#socket === socket) listener(value);
      };
    };
    socket.on(
      'connect',
      only<void>(() => this.#heard({ kind: 'socket-up' })),
    );
    socket.on(
      'disconnect',
      only<string>((reason) => this.#heard({ kind: 'socket-down', reason })),
    );
    socket.on(
      'connect_error',
      only<Error>((error) => this.#connectFailed(error)),
    );
    socket.on('welcome', only(this.#checked('welcome', welcomeSchema)));
    socket.on('heartbeat', only(this.#checked('heartbeat', heartbeatSchema)));
    socket.on(
      'snapshot',
      only(
        this.#checked(
          'snapshot',
          snapshotSchema.refine(
            (message) => message.part < message.parts && message.bytes.byteLength <= MOST_PART_BYTES,
            'part out of bounds',
          ),
        ),
      ),
    );
    socket.on(
      'batch',
      only(
        this.#checked(
          'batch',
          batchSchema.refine(
            ({ from, to, bytes }) => from >= 1 && from <= to && to - from < MOST_BATCH_RECORDS && bytes.byteLength <= MAX_BATCH_BYTES,
            'batch out of bounds',
          ),
        ),
      ),
    );
    const { screens, picture, watched, act } = this.#screens;
    socket.on('screens', only(this.#passed('screens', screensSchema, screens)));
    socket.on('picture', only(this.#passed('picture', screenPictureSchema, picture)));
    socket.on('watched', only(this.#passed('watched', watchedSchema, watched)));
    socket.on('act', (message: unknown, answer: (outcome: ScreenOutcome) => void) => {
      const parsed = machineActSchema.safeParse(message);
      if (this.#socket !== socket) return;
      if (parsed.success) act(parsed.data, answer);
      else this.#refuse(`its act does not pass the check: ${where(parsed.error)}`);
    });
    socket.connect();
  }

  /** Closes the socket without a report. */
  disconnect(): void {
    const socket = this.#socket;
    this.#socket = null;
    socket?.disconnect();
  }

  join(epoch: string | null, since: Seq): void {
    this.#socket?.emit('join', { epoch, since });
  }

  seek(past: Past): void {
    this.#socket?.emit('seek', past);
  }

  took(seq: Seq): void {
    this.#socket?.emit('took', { seq });
  }

  /** Rejects when no outcome came: then nothing is known, and sending the same key again is safe. */
  async command(message: CommandMessage, timeoutMs: number): Promise<Outcome> {
    const answer: unknown = await this.#open().timeout(timeoutMs).emitWithAck('command', message);
    return this.#checkedAnswer('command', outcomeSchema, answer);
  }

  /** Rejects when no answer came. */
  async history(key: CaseKey, timeoutMs: number): Promise<HistoryAnswer> {
    const answer: unknown = await this.#open().timeout(timeoutMs).emitWithAck('history', { case: key });
    return this.#checkedAnswer('history', historyAnswerSchema, answer);
  }

  /** What is not connected is not told: the next report says more. */
  presence(presence: Presence): void {
    if (this.connected) this.#socket?.emit('presence', presence);
  }

  picture(picture: Picture): void {
    if (this.connected) this.#socket?.emit('screen-picture', picture);
  }

  console(open: boolean): void {
    if (this.connected) this.#socket?.emit('console', { open });
  }

  /** Rejects when no outcome came: then nothing is known. */
  async screenRequest(request: ScreenRequest, timeoutMs: number): Promise<ScreenOutcome> {
    const answer: unknown = await this.#asked(this.#open(), request, timeoutMs);
    return this.#checkedAnswer(request.kind, screenOutcomeSchema, answer);
  }

  #asked(socket: HubSocket, request: ScreenRequest, timeoutMs: number): Promise<unknown> {
    const patient = socket.timeout(timeoutMs);
    switch (request.kind) {
      case 'act':
        return patient.emitWithAck('screen-act', { id: request.id, act: request.act });
      case 'pair':
        return patient.emitWithAck('pair', { code: request.code, name: request.name });
      case 'revoke':
        return patient.emitWithAck('revoke', { wall: request.wall });
    }
  }

  #open(): HubSocket {
    if (this.#socket === null || !this.#socket.connected) throw new Error('not connected to the hub');
    return this.#socket;
  }

  #checked<Kind extends 'welcome' | 'snapshot' | 'batch' | 'heartbeat'>(
    kind: Kind,
    schema: z.ZodType<Extract<ConnectionInput, { kind: Kind }>['message']>,
  ): (value: unknown) => void {
    return (value) => {
      const parsed = schema.safeParse(value);
      if (parsed.success) this.#heard({ kind, message: parsed.data } as ConnectionInput);
      else this.#refuse(`its ${kind} does not pass the check: ${where(parsed.error)}`);
    };
  }

  #passed<T>(kind: string, schema: z.ZodType<T>, listener: (message: T) => void): (value: unknown) => void {
    return (value) => {
      const parsed = schema.safeParse(value);
      if (parsed.success) listener(parsed.data);
      else this.#refuse(`its ${kind} does not pass the check: ${where(parsed.error)}`);
    };
  }

  #checkedAnswer<T>(what: string, schema: z.ZodType<T>, answer: unknown): T {
    const parsed = schema.safeParse(answer);
    if (parsed.success) return parsed.data;
    this.#refuse(`its answer to a ${what} does not pass the check: ${where(parsed.error)}`);
    throw new Error('the answer does not pass the check');
  }

  #connectFailed(error: Error): void {
    const problem = problemOf(error);
    if (problem === null) this.#heard({ kind: 'socket-down', reason: error.message });
    else this.#heard({ kind: 'refused', problem });
  }

  #refuse(detail: string): void {
    this.#heard({ kind: 'refused', problem: { type: 'invalid', title: 'The hub breaks the wire contract', status: 502, detail } });
  }
}

/** The problem document that the hub's handshake answered with, if that is what the error is. */
function problemOf(error: Error): Problem | null {
  const data: unknown = 'data' in error ? error.data : null;
  const nested: unknown = typeof data === 'object' && data !== null && 'problem' in data ? data.problem : data;
  const parsed = problemSchema.safeParse(nested);
  return parsed.success ? parsed.data : null;
}

/** Where a message failed its check, without repeating its content. */
function where(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue === undefined ? 'unknown' : `${issue.code} at ${issue.path.slice(0, 6).join('.') || 'its top'}`;
}
