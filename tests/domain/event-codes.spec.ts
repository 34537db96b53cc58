import { describe, expect, it } from 'vitest';
import * as codes from '../../shared/domain/event-codes';

const { EVENT_CODE, EVENT_KINDS, CASE_CODES, GENERAL_CODES } = codes;

describe('event codes', () => {
  it('are the places of their kinds in the list', () => {
    const constants = Object.entries<unknown>(codes).filter(([name]) => /^(CASE|CALL|SEAT)_/u.test(name) && name !== 'CASE_CODES');
    expect(constants).toHaveLength(GENERAL_CODES);
    for (const [name, code] of constants) {
      const kind = EVENT_KINDS.find((one) => one.replaceAll(/[.-]/gu, '_').toUpperCase() === name);
      expect(kind, name).toBeDefined();
      expect(EVENT_CODE[kind!], name).toBe(code);
    }
  });

  it('tell a case event by one comparison', () => {
    for (const kind of EVENT_KINDS) expect(EVENT_CODE[kind] < CASE_CODES, kind).toBe(kind.startsWith('case.'));
  });
});
