import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { surfaceOf } from '../../electron/main/origin';
import { CONTENT_SECURITY_POLICY, filePath } from '../../electron/main/page-protocol';

const ROOT = '/opt/pages';

describe('the origin of a page', () => {
  it('is one of ours only when it is exactly that', () => {
    expect(['app://wall/', 'app://desk/x', 'app://briefing'].map(surfaceOf)).toEqual(['wall', 'desk', 'briefing']);
    const others = [
      'app://evil/',
      'app://wall.evil/',
      'app://wall:1/',
      'app://u@wall/',
      'https://wall/',
      'about:blank',
      '',
      'data:text/html,x',
      'app:wall',
    ];
    expect(others.map(surfaceOf)).toEqual(others.map(() => null));
  });
});

describe('the files of a page', () => {
  it('are its own page and the built assets', () => {
    expect(filePath(ROOT, 'app://wall/')).toBe(join(ROOT, 'wall/index.html'));
    expect(filePath(ROOT, 'app://desk/assets/desk-1.js')).toBe(join(ROOT, 'assets/desk-1.js'));
  });

  it('are never outside of the folder, whatever is asked for', () => {
    const piece = fc.constantFrom(
      '..',
      '.',
      '%2e%2e',
      '%2E.',
      '..%2f',
      '%5c',
      '\\',
      '%00',
      'assets',
      'main',
      '',
      '//',
      'a',
      '%252e%252e',
      'ü',
    );
    fc.assert(
      fc.property(fc.constantFrom('app://wall', 'app://evil', 'file://'), fc.array(piece, { maxLength: 8 }), (origin, pieces) => {
        const path = filePath(ROOT, `${origin}/${pieces.join('/')}`);
        if (path === null) return;
        expect(path === join(ROOT, 'wall/index.html') || path.startsWith(`${ROOT}/assets/`)).toBe(true);
        expect(path.split('/')).not.toContain('..');
      }),
      { numRuns: 2_000 },
    );
  });

  it('may run no script but their own, and reach no other place', () => {
    expect(CONTENT_SECURITY_POLICY).toContain("default-src 'none'");
    expect(CONTENT_SECURITY_POLICY).toContain("script-src 'self';");
    expect(CONTENT_SECURITY_POLICY).toContain("connect-src 'self';");
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe|https?:|\*/);
  });
});
