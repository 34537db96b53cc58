import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';

// The ZIP layout: PKWARE APPNOTE 6.3, sections 4.3.7 (local header), 4.3.12 (central directory)
// and 4.3.16 (its end). No ZIP64, no encryption: the one archive we open needs neither.
const endSignature = 0x06054b50;
const endBytes = 22;
const maxCommentBytes = 0xffff;
const entrySignature = 0x02014b50;
const entryBytes = 46;
const localBytes = 30;
const stored = 0;
const deflated = 8;

/**
 * @typedef {{ name: string, method: number, packedBytes: number, offset: number, mode: number }} Entry
 */

/**
 * Unpacks the wanted files of a ZIP archive. `unzip` is not on every machine, and the libraries for
 * it unpack the 25 000 files too that we leave out.
 * @param {string} archive
 * @param {string} target folder, made when missing
 * @param {(name: string) => string | undefined} place the file's name under `target`, or undefined
 *   to leave it out
 * @throws {Error} when the archive is damaged or a name would leave `target`
 */
export async function unzip(archive, target, place) {
  for (const entry of await readEntries(archive)) {
    if (entry.name.endsWith('/')) continue;
    const name = place(entry.name);
    if (name === undefined) continue;
    const file = path.join(target, name);
    if (path.relative(target, file).startsWith('..')) throw new Error(`Unsafe name: ${name}`);
    await mkdir(path.dirname(file), { recursive: true });
    await unpack(archive, entry, file);
  }
}

/**
 * @param {string} archive
 * @returns {Promise<Entry[]>}
 */
async function readEntries(archive) {
  const directory = await readDirectory(archive);
  /** @type {Entry[]} */
  const entries = [];
  for (let at = 0; at < directory.length;) {
    if (directory.readUInt32LE(at) !== entrySignature) throw new Error('Damaged ZIP directory');
    const nameBytes = directory.readUInt16LE(at + 28);
    const nameAt = at + entryBytes;
    entries.push({
      name: directory.toString('utf8', nameAt, nameAt + nameBytes),
      method: directory.readUInt16LE(at + 10),
      packedBytes: directory.readUInt32LE(at + 20),
      offset: directory.readUInt32LE(at + 42),
      mode: directory.readUInt16LE(at + 40) & 0o777,
    });
    at = nameAt + nameBytes + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

/**
 * @param {string} archive
 * @returns {Promise<Buffer>} the central directory
 */
async function readDirectory(archive) {
  const handle = await open(archive);
  try {
    const { size } = await handle.stat();
    const tail = Buffer.alloc(Math.min(size, endBytes + maxCommentBytes));
    await handle.read(tail, 0, tail.length, size - tail.length);
    let end = tail.length - endBytes;
    while (end >= 0 && tail.readUInt32LE(end) !== endSignature) end -= 1;
    if (end < 0) throw new Error('Not a ZIP archive');
    const directory = Buffer.alloc(tail.readUInt32LE(end + 12));
    await handle.read(directory, 0, directory.length, tail.readUInt32LE(end + 16));
    return directory;
  } finally {
    await handle.close();
  }
}

/**
 * @param {string} archive
 * @param {Entry} entry
 * @param {string} file
 */
async function unpack(archive, entry, file) {
  const handle = await open(archive);
  const local = Buffer.alloc(localBytes);
  await handle.read(local, 0, localBytes, entry.offset);
  await handle.close();
  const start = entry.offset + localBytes + local.readUInt16LE(26) + local.readUInt16LE(28);
  const output = createWriteStream(file, { mode: entry.mode || 0o644 });
  if (entry.packedBytes === 0) {
    await pipeline([], output);
    return;
  }
  const packed = createReadStream(archive, { start, end: start + entry.packedBytes - 1 });
  if (entry.method === stored) await pipeline(packed, output);
  else if (entry.method === deflated) await pipeline(packed, createInflateRaw(), output);
  else throw new Error(`${entry.name}: unknown ZIP method ${entry.method}`);
}
