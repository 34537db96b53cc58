import { createHash, timingSafeEqual } from 'node:crypto';
import type { Actor } from '../../../shared/domain/keys';
import type { Role } from '../../../shared/domain/terms';

/** Who speaks when this token is shown. */
export interface Grant {
  readonly token: string;
  readonly role: Role;
  readonly actor: Actor;
}

export interface Identity {
  readonly role: Role;
  readonly actor: Actor;
}

/** Knows tokens by their SHA-256 only, and compares with every one in constant time: neither length nor position of a match shows. */
export class Tokens {
  readonly #known: readonly { readonly digest: Buffer; readonly identity: Identity }[];

  constructor(grants: readonly Grant[]) {
    this.#known = grants.map(({ token, role, actor }) => ({ digest: digestOf(token), identity: { role, actor } }));
  }

  /** null: nobody has this token. */
  identify(token: string): Identity | null {
    const digest = digestOf(token);
    let found: Identity | null = null;
    for (const known of this.#known) {
      if (timingSafeEqual(known.digest, digest)) found = known.identity;
    }
    return found;
  }
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest();
}
