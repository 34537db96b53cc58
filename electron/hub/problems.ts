import type { Problem } from '../../shared/contract/problem';
import type { Refusal } from '../../shared/domain/commands';
import type { StorageError } from './log/storage-error';

/** Problem documents (RFC 9457) that the hub answers with. Titles and details are English, for logs and other programs. */

/** Turns why the domain refuses a command into a problem. */
export function refusalProblem(refusal: Refusal): Problem {
  switch (refusal.kind) {
    case 'not-found':
      return {
        type: 'not-found',
        title: 'Not found',
        status: 404,
        detail: `There is no such ${refusal.what}, or it is not held any more.`,
        params: { what: refusal.what },
      };
    case 'illegal-transition':
      return {
        type: 'illegal-transition',
        title: 'This step is not possible now',
        status: 409,
        detail: `${refusal.command} is not possible while the state is ${refusal.state}.`,
        params: { command: refusal.command, state: refusal.state },
      };
    case 'invalid':
      return {
        type: 'invalid',
        title: 'The command makes no sense',
        status: 422,
        detail: `${refusal.field}: ${refusal.rule}.`,
        params: { field: refusal.field, rule: refusal.rule },
      };
  }
}

/** Something has happened to a case since the sender looked. `current` shows it as it is now. */
export function versionConflict(current: NonNullable<Problem['current']>): Problem {
  return {
    type: 'version-conflict',
    title: 'The case has changed',
    status: 409,
    detail: 'Something has happened to the case since it was looked at. Nothing was changed by this command.',
    current,
  };
}

/** The command was decided, but the state does not take the event (a key that names nothing, a number beyond what is kept). */
export function notAllowed(why: string): Problem {
  return {
    type: 'invalid',
    title: 'The command makes no sense',
    status: 422,
    detail: `The event is not allowed: ${why}. Nothing was changed.`,
  };
}

/** A message that does not fit its schema; `where` names the place in it, never its content. */
export function malformed(where: string): Problem {
  return { type: 'invalid', title: 'The message is malformed', status: 400, detail: `The message does not fit the wire: ${where}.` };
}

export function forbidden(detail: string): Problem {
  return { type: 'forbidden', title: 'Not allowed', status: 403, detail };
}

export function unauthorized(): Problem {
  return { type: 'unauthorized', title: 'Not known', status: 401, detail: 'The token is missing or not known to this hub.' };
}

/** Its credential was good until a person took it back. */
export function revoked(): Problem {
  return {
    type: 'revoked',
    title: 'Revoked',
    status: 401,
    detail: 'The credential of this wall was taken back at a desk. It can be paired again.',
  };
}

/** `left`: tries before one must wait. */
export function wrongCode(left: number): Problem {
  return {
    type: 'wrong-code',
    title: 'No wall shows this code',
    status: 404,
    detail: 'No wall that waits shows this code now. Codes change every few minutes.',
    params: { left: String(left) },
  };
}

export function pairingLocked(forMs: number): Problem {
  const seconds = String(Math.ceil(forMs / 1_000));
  return {
    type: 'locked',
    title: 'Too many wrong codes',
    status: 429,
    detail: `Codes are looked at again in ${seconds} s.`,
    params: { seconds },
  };
}

export function notFound(detail: string): Problem {
  return { type: 'not-found', title: 'Not found', status: 404, detail };
}

/** It was sent, and nothing was heard of it: whether it was done is not known. */
export function noAnswer(): Problem {
  return {
    type: 'no-answer',
    title: 'No answer',
    status: 504,
    detail: 'The wall was told and has not answered. Whether it did it is not known.',
  };
}

export function wireMismatch(theirs: number, ours: number): Problem {
  return {
    type: 'wire-mismatch',
    title: 'Another version of the wire',
    status: 426,
    detail: `The client speaks version ${theirs} of the wire, this hub version ${ours}. Run the same version of the product on both.`,
    params: { client: String(theirs), hub: String(ours) },
  };
}

export function overloaded(detail: string, status: 429 | 503): Problem {
  return { type: 'overloaded', title: 'Too much at once', status, detail };
}

/** The log cannot be written or opened. */
export function storageProblem(error: StorageError): Problem {
  return {
    type: 'storage',
    title: 'The log cannot be written',
    status: 507,
    detail: `${error.message} Everything confirmed so far is safe.`,
    params: { fault: error.fault },
  };
}

export function unavailable(detail: string): Problem {
  return { type: 'unavailable', title: 'Not available now', status: 503, detail };
}
