import { appendFileSync, existsSync, readFileSync } from 'node:fs';

/**
 * What one observer has seen, in its order. process: a process of it has begun, with nothing but its cache. picture: what it holds from now on begins with
 * `seq` and this digest. record: it has folded the record. moment: its digest after a turn. frame: its window shows frame `number` of `seq`, `figures` being the
 * hash of what its census says. page: a window has come anew.
 */
export type Note =
  | { readonly kind: 'process' }
  | { readonly kind: 'picture'; readonly seq: number; readonly digest: string }
  | { readonly kind: 'record'; readonly seq: number; readonly hash: number }
  | { readonly kind: 'moment'; readonly seq: number; readonly digest: string }
  | { readonly kind: 'page' }
  | { readonly kind: 'frame'; readonly seq: number; readonly figures: number };

/** Stands for the figures of a window that shows no census, or one that is older than the frame and says so. */
export const NO_FIGURES = 0;

const KINDS = ['process', 'picture', 'record', 'moment', 'page', 'frame'] as const;
/** kind, seq, and two numbers of the kind's own: u32 each. */
const NOTE_BYTES = 16;
const FLUSH_BYTES = 64 * 1024;

/** Writes notes so that those before the last turn of the event loop outlive a kill of the process. */
export class NoteWriter {
  readonly #file: string;
  #bytes = Buffer.alloc(FLUSH_BYTES);
  #used = 0;
  #planned = false;

  constructor(file: string) {
    this.#file = file;
  }

  add(note: Note): void {
    const at = this.#used;
    this.#bytes.writeUInt32LE(KINDS.indexOf(note.kind), at);
    this.#bytes.writeUInt32LE('seq' in note ? note.seq : 0, at + 4);
    const [first, second] = numbersOf(note);
    this.#bytes.writeUInt32LE(first, at + 8);
    this.#bytes.writeUInt32LE(second, at + 12);
    this.#used += NOTE_BYTES;
    if (this.#used === FLUSH_BYTES) this.flush();
    else this.#plan();
  }

  flush(): void {
    appendFileSync(this.#file, this.#bytes.subarray(0, this.#used));
    this.#used = 0;
  }

  #plan(): void {
    if (this.#planned) return;
    this.#planned = true;
    setImmediate(() => {
      this.#planned = false;
      this.flush();
    });
  }
}

/** Every whole note of a file, in order; of one that is not there, none. */
export function* readNotes(file: string): Generator<Note> {
  if (!existsSync(file)) return;
  const bytes = readFileSync(file);
  for (let at = 0; at + NOTE_BYTES <= bytes.length; at += NOTE_BYTES) {
    const kind = KINDS[bytes.readUInt32LE(at)]!;
    const seq = bytes.readUInt32LE(at + 4);
    const [first, second] = [bytes.readUInt32LE(at + 8), bytes.readUInt32LE(at + 12)];
    if (kind === 'process' || kind === 'page') yield { kind };
    else if (kind === 'record') yield { kind, seq, hash: first };
    else if (kind === 'frame') yield { kind, seq, figures: first };
    else yield { kind, seq, digest: `${seq.toString(16)}-${hex(first)}${hex(second)}` };
  }
}

function numbersOf(note: Note): readonly [number, number] {
  if (note.kind === 'record') return [note.hash, 0];
  if (note.kind === 'frame') return [note.figures, 0];
  if (note.kind === 'process' || note.kind === 'page') return [0, 0];
  const lanes = note.digest.slice(note.digest.indexOf('-') + 1);
  return [Number.parseInt(lanes.slice(0, 8), 16), Number.parseInt(lanes.slice(8), 16)];
}

function hex(lane: number): string {
  return lane.toString(16).padStart(8, '0');
}
