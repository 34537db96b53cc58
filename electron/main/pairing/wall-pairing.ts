import type { Pairing } from '../../../shared/contract/bridge';
import type { HubAddress, PairingState } from '../../../shared/contract/process';
import type { Problem } from '../../../shared/contract/problem';
import type { Logger } from '../log';
import type { CredentialFile } from './credential-file';

export interface PairingOutside {
  readonly credential: Pick<CredentialFile, 'keep' | 'read' | 'remove'>;
  /** Without anything secret. */
  readonly hub: string;
  /** What this wall would be called. */
  readonly name: string;
  /** The hub may know that its credential is kept; then it is connected with. */
  readonly connect: (hub: HubAddress) => void;
  /** Everything that this machine keeps and shows of the hub's city goes, and the stream begins anew. */
  readonly forget: () => void;
  /** What walls are to show; null: the city. */
  readonly show: (pairing: Pairing | null) => void;
  readonly wallMs: () => number;
}

/** A wall that has no token file: it is paired with its hub by a code, keeps what the hub gives it, and begins anew when that is taken back. */
export class WallPairing {
  readonly #outside: PairingOutside;
  readonly #log: Logger;
  #shown: Pairing | null = null;

  constructor(outside: PairingOutside, log: Logger) {
    this.#outside = outside;
    this.#log = log;
  }

  /** The address of the hub with the credential that is kept; null: the wall has to be paired, and shows so. */
  begin(): HubAddress | null {
    const token = this.#outside.credential.read();
    if (token !== null) return { url: this.#outside.hub, token };
    this.#show({ kind: 'asking' });
    return null;
  }

  /** true: the wall has no credential, and shows its code. */
  get waits(): boolean {
    return this.#shown !== null;
  }

  /** The stream says how the request stands. */
  told(pairing: PairingState): void {
    if (this.#shown !== null) this.#show(pairing);
  }

  /** The hub has given a credential: it is kept before the hub knows that it was taken. */
  paired(token: string): void {
    try {
      this.#outside.credential.keep(token);
    } catch (error) {
      this.#log.error({ why: String(error) }, 'the credential of this wall cannot be kept; it has to be paired again');
      this.#set({ ...this.#blank(), state: 'failed' });
      return;
    }
    this.#log.info({ hub: this.#outside.hub }, 'this wall is paired');
    this.#set(null);
    this.#outside.connect({ url: this.#outside.hub, token });
  }

  /** The hub will not have us. Whoever was shut out keeps and shows nothing, and may be paired again. */
  refused(problem: Problem['type']): void {
    if (this.#shown !== null || (problem !== 'revoked' && problem !== 'unauthorized')) return;
    this.#log.warn(
      { hub: this.#outside.hub, problem },
      'the credential of this wall is not valid any more: everything that is kept of the city is removed',
    );
    this.#set({ ...this.#blank(), revoked: problem === 'revoked' });
    this.#outside.credential.remove();
    this.#outside.forget();
  }

  #show(pairing: PairingState): void {
    const shown = { ...this.#blank(), revoked: this.#shown?.revoked ?? false };
    switch (pairing.kind) {
      case 'asking':
        this.#set(shown);
        return;
      case 'code':
        this.#set({ ...shown, state: 'code', code: pairing.code, until: this.#outside.wallMs() + pairing.forMs });
        return;
      case 'refused':
        this.#set({ ...shown, state: pairing.problem === 'wire-mismatch' ? 'version' : 'busy' });
        return;
    }
  }

  #blank(): Pairing {
    return { hub: this.#outside.hub, name: this.#outside.name, state: 'asking', code: null, until: null, revoked: false };
  }

  #set(pairing: Pairing | null): void {
    this.#shown = pairing;
    this.#outside.show(pairing);
  }
}
