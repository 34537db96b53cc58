import type { CatalogueTile } from '../../shared/contract/frames';
import type { Actor } from '../../shared/domain/keys';
import type { Words } from './words';

const ROLE_KEYS = {
  wall: 'parts.actor.wall',
  supervisor: 'parts.actor.supervisor',
  chief: 'parts.actor.chief',
  manager: 'parts.actor.manager',
  admin: 'parts.actor.admin',
} as const;

/** Who did it, for people: "带班长 wang", "望京街道", "系统". */
export function actorText(actor: Actor, words: Words, catalogue: CatalogueTile | undefined): string {
  const colon = actor.indexOf(':');
  const kind = colon < 0 ? actor : actor.slice(0, colon);
  const rest = colon < 0 ? '' : actor.slice(colon + 1);
  if (kind === 'system') return words.t('parts.actor.system');
  if (kind === 'source') return words.t('parts.actor.source', { name: rest });
  if (kind === 'unit') {
    const unit = catalogue?.units.find((candidate) => candidate.code === rest);
    return unit === undefined ? rest : words.name(unit.name);
  }
  if (kind in ROLE_KEYS) return `${words.t(ROLE_KEYS[kind as keyof typeof ROLE_KEYS])} ${rest}`;
  return actor;
}

/** Which role did it, without the name: for walls that anybody may look at. What is no role is told as by `actorText`. */
export function roleText(actor: Actor, words: Words): string {
  const [kind = ''] = actor.split(':');
  return kind in ROLE_KEYS ? words.t(ROLE_KEYS[kind as keyof typeof ROLE_KEYS]) : actorText(actor, words, undefined);
}
