import { shownConnection } from '../../shared/connection/shown';
import { type FromHub, type Kept, type Matter, ModelClient, ModelLog, ModelSession, seeded } from './model';

/**
 * A client, a hub and a way between them that loses, doubles, turns round, splits and breaks what it carries, in virtual time. After the
 * storm the way is good again: then the client must hold the hub's log, whole, once and in order.
 */
export function storm(seed: number, matter: Matter): { readonly client: ModelClient; readonly log: ModelLog } {
  const random = seeded(seed);
  let nowMs = 1_000;
  let log = new ModelLog('e1', matter, random);
  log.grow(Math.floor(random() * 60));
  let epochs = 1;
  let session: ModelSession | null = null;
  let way: FromHub[] = [];
  let pendingUp = false;
  let calm = false;
  let kept: Kept | null = null;

  const out = {
    connect(): void {
      way = [];
      session = null;
      pendingUp = true;
    },
    disconnect(): void {
      way = [];
      session = null;
      pendingUp = false;
    },
    join(epoch: string | null, since: number): void {
      session?.join(epoch, since);
    },
  };
  let client = new ModelClient(out, matter, random);
  client.start(null, nowMs);

  function open(): void {
    pendingUp = false;
    session = new ModelSession(log, random, (message) => {
      if (calm) {
        way.push(message);
        return;
      }
      const chance = random();
      if (chance < 0.04) return;
      way.push(message);
      if (chance > 0.95) way.push(message);
      if (chance > 0.9 && way.length > 1) way.push(way.splice(Math.floor(random() * way.length), 1)[0] as FromHub);
    });
    client.input({ kind: 'socket-up' }, nowMs);
  }

  function trouble(): void {
    const chance = random();
    if (chance < 0.03 && session !== null) {
      out.disconnect();
      client.input({ kind: 'socket-down', reason: 'reset' }, nowMs);
    } else if (chance < 0.05) {
      // The stream dies and starts again with what its disk kept, which may be older than what it had.
      const { epoch, held } = client;
      if (random() < 0.5 && epoch !== null && held !== null) kept = { epoch, seq: held.seq, bytes: held.encode() };
      out.disconnect();
      client = new ModelClient(out, matter, random);
      client.start(kept, nowMs);
    } else if (chance < 0.06) {
      log = new ModelLog(`e${++epochs}`, matter, random);
      log.grow(Math.floor(random() * 40));
      out.disconnect();
      client.input({ kind: 'socket-down', reason: 'the hub was killed' }, nowMs);
    } else if (chance < 0.1) {
      session?.repeat();
    } else if (chance < 0.12) {
      session?.skip();
    } else if (chance < 0.13) {
      session?.beat('a digest that lies');
    } else if (chance < 0.135) {
      // A black hole: the socket stays open and nothing comes any more.
      session = null;
      way = [];
    }
  }

  function turn(): void {
    nowMs += calm ? 50 : Math.floor(random() * 200);
    if (pendingUp && (calm || random() < 0.7)) open();
    if (!calm) {
      log.grow(Math.floor(random() * 6));
      trouble();
    }
    session?.follow();
    if (calm ? Math.floor(nowMs / 50) % 20 === 0 : random() < 0.2) session?.beat(null);
    const arrived = calm ? way.length : Math.floor(random() * (way.length + 1));
    for (const message of way.splice(0, arrived)) client.input(message, nowMs);
    client.work(calm ? 1_000 : Math.floor(random() * 6), nowMs);
    if (calm || random() < 0.5) client.input({ kind: 'tick' }, nowMs);
  }

  for (let i = 0; i < 150; i++) turn();
  calm = true;
  const done = (): boolean =>
    shownConnection(client.state, nowMs).state === 'live' &&
    client.idle &&
    client.epoch === log.epoch &&
    client.held?.seq === log.head &&
    client.state.last === log.head;
  for (let i = 0; i < 4_000 && !done(); i++) turn();
  // Two more seconds: what has settled stays so.
  for (let i = 0; i < 40; i++) turn();
  if (!done())
    throw new Error(
      `seed ${seed} does not settle: ${JSON.stringify({ ...client.state, hub: null })}\n${client.notes.slice(-8).join('\n')}`,
    );
  return { client, log };
}
