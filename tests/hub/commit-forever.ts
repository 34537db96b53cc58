import { CaseLog } from '../../electron/hub/log/case-log';

/** Run as a process of its own and killed in the midst: commits batches without end, and says after each commit what is safe. */
const [directory = '', run = '0'] = process.argv.slice(2);
const log = CaseLog.open({ directory, sourceIdentity: 'none', now: 1_700_000_000_000 });

function commit(): void {
  const size = 1 + (log.head % 37);
  const first = log.head + 1;
  const records = Array.from({ length: size }, (_, index) => ({
    seq: first + index,
    at: 1_700_000_000_000 + first + index,
    by: 'system',
    event: { kind: 'case.urged', case: 1 + ((first + index) % 50), reason: 'x'.repeat((first + index) % 400) } as const,
  }));
  const key = `${run}-${first}`;
  log.append({
    records,
    outcomes: [{ key, actor: 'supervisor:a', outcome: { ok: true, seq: first + size - 1, versions: [] } }],
    position: log.position + size,
  });
  process.stdout.write(`${key} ${log.head}\n`);
  setImmediate(commit);
}

commit();
