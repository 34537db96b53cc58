import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Actor } from '../../../shared/domain/keys';
import type { Clocks } from '../clocks';
import type { Logger } from '../logger';
import type { Identity } from '../socket/tokens';
import { type KeptWall, readWalls, writeWalls } from './credentials-file';

const TOKEN_BYTES = 32;
const ID_BYTES = 9;
/** Walls that may be paired at once. */
export const MOST_WALLS = 200;
/** Revoked ones are remembered, so that they can be told why they are refused, until there are more. */
const MOST_REVOKED = 50;

/** Who shows the credential of a paired wall. */
export interface PairedIdentity extends Identity {
  readonly wall: string;
}

/**
 * The walls that were let in by their code: their credentials are random, kept as hashes in a file for its owner only, compared in constant time, and can be taken back. Without a file they hold
 * as long as this process.
 */
export class WallCredentials {
  readonly #file: string | null;
  readonly #clocks: Clocks;
  readonly #logger: Logger;
  #walls: readonly KeptWall[];

  /** Throws when the file cannot be read. */
  constructor(file: string | null, clocks: Clocks, logger: Logger) {
    this.#file = file;
    this.#clocks = clocks;
    this.#logger = logger;
    this.#walls = file === null ? [] : readWalls(file);
  }

  /** All that are known, revoked ones too. */
  get walls(): readonly Omit<KeptWall, 'digest'>[] {
    return this.#walls;
  }

  /** 'revoked': this credential was good once. null: nobody has it. */
  identify(token: string): PairedIdentity | 'revoked' | null {
    const digest = digestOf(token);
    let found: KeptWall | null = null;
    for (const wall of this.#walls) if (timingSafeEqual(Buffer.from(wall.digest, 'hex'), digest)) found = wall;
    if (found === null) return null;
    return found.revoked === null ? { role: 'wall', actor: `wall:${found.name}`, wall: found.id } : 'revoked';
  }

  isValid(id: string): boolean {
    return this.#walls.some((wall) => wall.id === id && wall.revoked === null);
  }

  /** A new wall; null: there are too many. A name that is taken gets a number. Throws when it cannot be kept: then there is none. */
  add(name: string, by: Actor): { readonly id: string; readonly name: string; readonly token: string } | null {
    const valid = this.#walls.filter(({ revoked }) => revoked === null);
    if (valid.length >= MOST_WALLS) return null;
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    const wall: KeptWall = {
      id: randomBytes(ID_BYTES).toString('base64url'),
      name: freeName(
        name,
        valid.map((other) => other.name),
      ),
      digest: digestOf(token).toString('hex'),
      pairedAt: this.#clocks.wallMs(),
      pairedBy: by,
      revoked: null,
    };
    this.#keep([...this.#walls, wall]);
    return { id: wall.id, name: wall.name, token };
  }

  /** false: there is no such wall, or it was revoked before. Throws when it cannot be kept; the wall is refused all the same as long as this process lives. */
  revoke(id: string, by: Actor): boolean {
    if (!this.isValid(id)) return false;
    const revoked = { at: this.#clocks.wallMs(), by };
    const walls = this.#walls.map((wall) => (wall.id === id ? { ...wall, revoked } : wall));
    const forgotten = new Set(
      walls
        .filter((wall) => wall.revoked !== null)
        .toSorted((a, b) => (b.revoked?.at ?? 0) - (a.revoked?.at ?? 0))
        .slice(MOST_REVOKED),
    );
    this.#walls = walls.filter((wall) => !forgotten.has(wall));
    this.#keep(this.#walls);
    return true;
  }

  #keep(walls: readonly KeptWall[]): void {
    if (this.#file !== null) writeWalls(this.#file, walls, this.#logger);
    this.#walls = walls;
  }
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest();
}

function freeName(name: string, taken: readonly string[]): string {
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name.slice(0, 55)} ${number}`;
    if (!taken.includes(candidate)) return candidate;
  }
}
