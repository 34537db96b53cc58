import { execFile } from 'node:child_process';
import { mkdtemp, mkdir, rm, writeFile, cp } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

interface Cruise {
  readonly summary: {
    readonly totalCruised: number;
    readonly violations: readonly { readonly rule: { readonly name: string; readonly severity: string }; readonly from: string }[];
  };
}

async function cruise(directory: string, ...folders: string[]): Promise<Cruise> {
  const binary = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [binary, '--config', join(ROOT, '.dependency-cruiser.cjs'), '--output-type', 'json', ...folders];
  const output = await run(process.execPath, args, { cwd: directory, maxBuffer: 64 * 1024 * 1024 }).catch((error: { stdout?: string }) => {
    if (error.stdout === undefined) throw error;
    return { stdout: error.stdout };
  });
  return JSON.parse(output.stdout) as Cruise;
}

describe('the order of the rooms', () => {
  it('is kept, and the cruiser really read the modules (its canary sings)', async () => {
    const { summary } = await cruise(ROOT, 'electron', 'renderer', 'shared', 'tests');
    expect(summary.totalCruised).toBeGreaterThan(80);
    expect(summary.violations.filter(({ rule }) => rule.severity === 'info').map(({ rule }) => rule.name)).toEqual(['canary']);
    expect(summary.violations.filter(({ rule }) => rule.severity === 'error')).toEqual([]);
  });

  const trespasses: readonly { readonly rule: string; readonly file: string; readonly imports: string; readonly target: string }[] = [
    { rule: 'pages-have-one-door', file: 'renderer/wall/x.ts', imports: '../../electron/hub/y', target: 'electron/hub/y.ts' },
    { rule: 'surfaces-are-strangers', file: 'renderer/wall/x.ts', imports: '../desk/y', target: 'renderer/desk/y.ts' },
    { rule: 'main-stays-off-the-data', file: 'electron/main/x.ts', imports: '../../shared/projection/y', target: 'shared/projection/y.ts' },
    { rule: 'domain-knows-time', file: 'shared/domain/x.ts', imports: '../contract/y', target: 'shared/contract/y.ts' },
    { rule: 'hub-knows-no-stream', file: 'electron/hub/x.ts', imports: '../stream/y', target: 'electron/stream/y.ts' },
    { rule: 'production-needs-no-tests', file: 'shared/time/x.ts', imports: '../../tests/y', target: 'tests/y.ts' },
  ];
  it('finds a trespass against each rule, where it was made', async () => {
    await mkdir(join(ROOT, 'out'), { recursive: true });
    const place = await mkdtemp(join(ROOT, 'out', 'layers-'));
    try {
      await cp(join(ROOT, 'package.json'), join(place, 'package.json'));
      for (const [index, { file, imports, target }] of trespasses.entries()) {
        for (const path of [file, target]) await mkdir(join(place, path, '..'), { recursive: true });
        await writeFile(join(place, target), 'export const y = 1;\n');
        await writeFile(join(place, numbered(file, index)), `import { y } from '${imports}';\nexport const x = y;\n`);
      }
      const { summary } = await cruise(place, 'electron', 'renderer', 'shared', 'tests');
      const found = summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`);
      for (const [index, { rule, file }] of trespasses.entries()) expect(found).toContain(`${rule}: ${numbered(file, index)}`);
    } finally {
      await rm(place, { recursive: true, force: true });
    }
  });
});

/** Two trespasses may be made from one folder. */
function numbered(file: string, index: number): string {
  return file.replace('x.ts', `x${index}.ts`);
}
