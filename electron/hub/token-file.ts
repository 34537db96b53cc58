import { readFileSync, statSync } from 'node:fs';
import { ROLES } from '../../shared/domain/terms';
import type { Role } from '../../shared/domain/terms';
import { UsageError } from './arguments';
import type { Logger } from './logger';
import type { Grant } from './socket/tokens';

const GUESSABLE_BELOW = 24;

/**
 * Reads who may connect. Either lines of `role:name token` (empty lines and lines with # in front are passed over), or one bare token, which
 * speaks as a supervisor. Throws UsageError that names the line, never its content. Warns when others on this machine can read the file.
 */
export function readTokenFile(file: string, logger: Logger): Grant[] {
  const text = readChecked(file, logger);
  const lines = text.split(/\r?\n/).map((line, index) => ({ number: index + 1, words: line.trim().split(/\s+/) }));
  const used = lines.filter(({ words: [first = ''] }) => first !== '' && !first.startsWith('#'));
  const grants = used.map(({ number, words }) => grantOf(words, number, used.length === 1));
  if (grants.length === 0) throw new UsageError(`${file} holds no token.`);
  if (new Set(grants.map(({ token }) => token)).size < grants.length) throw new UsageError(`${file} gives one token twice.`);
  if (grants.some(({ token }) => token.length < GUESSABLE_BELOW)) {
    logger.warn({ file }, `a token is shorter than ${GUESSABLE_BELOW} characters: make it with "openssl rand -hex 32"`);
  }
  return grants;
}

function grantOf(words: readonly string[], line: number, isAlone: boolean): Grant {
  const [first = '', token] = words;
  if (isAlone && words.length === 1) return { token: first, role: 'supervisor', actor: 'supervisor:hub' };
  const colon = first.indexOf(':');
  const role = first.slice(0, Math.max(0, colon));
  const name = first.slice(colon + 1);
  if (token === undefined || words.length !== 2 || !isRole(role) || name === '' || name.length > 100) {
    throw new UsageError(`Line ${line} of the token file is not "role:name token". Roles: ${ROLES.join(', ')}.`);
  }
  return { token, role, actor: `${role}:${name}` };
}

function isRole(text: string): text is Role {
  return ROLES.some((role) => role === text);
}

function readChecked(file: string, logger: Logger): string {
  try {
    if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) {
      logger.warn({ file }, 'others on this machine can read the token file: chmod 600 it');
    }
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`The token file cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
