import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import en from '../../resources/locales/en.json';
import zhCN from '../../resources/locales/zh-CN.json';

const ROOT = resolve(import.meta.dirname, '../..');
const RENDERER = join(ROOT, 'renderer');
const sources = readdirSync(RENDERER, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name));

function placeholders(text: string, locale: string): string[] {
  const names = new Set<string>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const each of value) visit(each);
    else if (typeof value === 'object' && value !== null) {
      const part = value as { type?: number; value?: unknown; options?: Record<string, { value: unknown }> };
      if (part.type !== undefined && part.type >= 1 && part.type <= 6 && typeof part.value === 'string') names.add(part.value);
      for (const option of Object.values(part.options ?? {})) visit(option.value);
    }
  };
  visit(new IntlMessageFormat(text, locale).getAst());
  return [...names].toSorted();
}

describe('two languages, complete', () => {
  it('both files have the same keys, and none is empty', () => {
    expect(Object.keys(en).toSorted()).toEqual(Object.keys(zhCN).toSorted());
    for (const text of [...Object.values(en), ...Object.values(zhCN)]) expect(text.trim()).not.toBe('');
  });

  it('a text and its translation take the same values', () => {
    const texts: Record<string, string> = en;
    for (const [key, text] of Object.entries(zhCN)) expect(placeholders(texts[key] ?? '', 'en'), key).toEqual(placeholders(text, 'zh-CN'));
  });

  it('no Chinese text stands in the code of the pages', () => {
    const found = sources.filter((name) =>
      /\p{Script=Han}/u.test(readFileSync(join(RENDERER, name), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')),
    );
    expect(found).toEqual([]);
  });

  it('no English text stands between the tags of the pages', () => {
    const found: string[] = [];
    for (const name of sources.filter((each) => each.endsWith('.tsx'))) {
      const text = readFileSync(join(RENDERER, name), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
      for (const match of text.matchAll(/<[a-z][^<>{}]*>\s*([A-Za-z][A-Za-z ]{2,})\s*<\//g)) found.push(`${name}: ${match[1]}`);
      for (const match of text.matchAll(/\b(?:title|aria-label|placeholder|alt)="([^"]*[A-Za-z]{3}[^"]*)"/g))
        found.push(`${name}: ${match[1]}`);
    }
    expect(found).toEqual([]);
  });

  it('every key is used', () => {
    const all = [...sources.map((name) => join(RENDERER, name)), join(ROOT, 'electron/main/pictures/picture-page.ts')]
      .map((name) => readFileSync(name, 'utf8'))
      .join('\n');
    // Keys built from terms: `terms.status.${status}`, `wall.band.${state}.what`.
    const built = [...all.matchAll(/`([a-z][\w-]*\.(?:[\w.-]|\$\{[^}]+\})*)`/gi)].map(
      (match) => new RegExp(`^${(match[1] ?? '').replaceAll('.', '\\.').replaceAll(/\$\{[^}]+\}/g, '[\\w-]+')}$`),
    );
    const unused = Object.keys(zhCN).filter((key) => !all.includes(`'${key}'`) && !built.some((pattern) => pattern.test(key)));
    expect(unused).toEqual([]);
  });
});
