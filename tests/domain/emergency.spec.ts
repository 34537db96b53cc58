import { describe, expect, it } from 'vitest';
import type { DomainEvent } from '../../shared/domain/events';
import { given } from './specification';

const open = { kind: 'open-emergency', playbook: 'rainstorm', drill: false, reason: 'red warning' } as const;
const opened: DomainEvent = { kind: 'emergency.opened', emergency: 1, playbook: 'rainstorm', drill: false, reason: 'red warning' };
const close = { kind: 'close-emergency', emergency: 1, reason: 'rain has passed' } as const;
const closed: DomainEvent = { kind: 'emergency.closed', emergency: 1, reason: 'rain has passed' };

describe('emergency mode', () => {
  it('is opened by a playbook, with a reason', () => {
    const world = given([]).when(open).then(opened);
    expect(world.openEmergency).toEqual({ emergency: 1 });
  });

  it('as a drill says so', () => {
    given([])
      .when({ ...open, drill: true })
      .then({ ...opened, drill: true });
  });

  it('needs a playbook that the city has', () =>
    given([])
      .when({ ...open, playbook: 'locusts' })
      .thenRefused('not-found', { what: 'playbook' }));

  it('needs a reason to open and to close', () => {
    given([])
      .when({ ...open, reason: ' ' })
      .thenRefused('invalid', { field: 'reason', rule: 'required' });
    given([opened])
      .when({ ...close, reason: '' })
      .thenRefused('invalid', { field: 'reason', rule: 'required' });
    given([opened])
      .when({ ...close, reason: 'x'.repeat(501) })
      .thenRefused('invalid', { field: 'reason', rule: 'too-long' });
  });

  it('is one at a time: neither a second emergency nor a drill on top of it', () => {
    given([opened]).when(open).thenRefused('illegal-transition', { command: 'open-emergency', state: 'emergency-open' });
    given([opened])
      .when({ ...open, playbook: 'heating', drill: true })
      .thenRefused('illegal-transition', { state: 'emergency-open' });
  });

  it('is closed, and another may then be opened under the next key', () => {
    const world = given([opened]).when(close).then(closed);
    expect(world.openEmergency).toBeNull();
    given([opened, closed])
      .when(open)
      .then({ ...opened, emergency: 2 });
  });

  it('cannot be closed when none is open, nor by the key of another', () => {
    given([opened, closed]).when(close).thenRefused('illegal-transition', { command: 'close-emergency', state: 'no-emergency' });
    given([opened])
      .when({ ...close, emergency: 2 })
      .thenRefused('not-found', { what: 'emergency' });
  });
});
