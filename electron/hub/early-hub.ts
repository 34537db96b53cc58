import { setTimeout as pause } from 'node:timers/promises';
import type { City, Source } from '../../shared/contract/city';
import type { Past } from '../../shared/contract/past';
import type { Outcome } from '../../shared/contract/wire';
import type { LogRecord } from '../../shared/domain/events';
import type { CaseKey, Seq } from '../../shared/domain/keys';
import type { Detail } from '../../shared/projection/nameless';
import type { Instant } from '../../shared/time/instant';
import type { Chunk } from './chunks';
import { Hub, HUB_LIMITS } from './hub';
import type { HubOptions, IntakeReport, ServedHub } from './hub';
import type { KnownCommand } from './ledger';
import { PastView } from './past-view';
import { unavailable } from './problems';
import { GUESSED_RECORD_BYTES } from './record-ring';
import { settingsOf } from './recover';
import type { PackedSnapshot } from './snapshot-cache';
import { SourceClock } from './source-clock';

/**
 * Serves a log that was closed in order before its state has been brought up: what such a log holds up to its head is all there is, and who has it is live. Who wants more
 * than records (a snapshot, a command) waits for the hub behind it, which is opened after `settleAfterMs`, or as soon as somebody does.
 */
export class EarlyHub implements ServedHub {
  readonly city: City;
  readonly epoch: string;
  readonly #options: HubOptions;
  /** Until there is the hub, of which the log may be ahead already: where the log was closed. */
  readonly #head: Seq;
  readonly #closedNow: Instant;
  readonly #cityNow: Instant;
  readonly #speed: number;
  readonly #listeners = new Set<() => void>();
  readonly #wanted = new AbortController();
  readonly #opening: Promise<Hub | null>;
  #hub: Hub | null = null;
  #closed = false;

  /** null: what the log's end is, or its time, must be found out first. */
  static of(options: HubOptions): EarlyHub | null {
    const { closedNow } = options.log;
    return closedNow === null ? null : new EarlyHub(options, closedNow);
  }

  private constructor(options: HubOptions, closedNow: Instant) {
    const { log, source, clocks } = options;
    this.city = source.city;
    this.epoch = log.epoch;
    this.#options = options;
    this.#head = log.head;
    this.#closedNow = closedNow;
    const clock = new SourceClock(source.source, closedNow, clocks);
    this.#cityNow = clock.read();
    this.#speed = clock.speed;
    this.#opening = this.#open();
    // Who waits for it hears of it too.
    this.#opening.catch((error: unknown) => options.onFailed(error));
  }

  get head(): Seq {
    return this.#hub?.head ?? this.#head;
  }

  get cityNow(): Instant {
    return this.#hub?.cityNow ?? this.#cityNow;
  }

  get speed(): number {
    return this.#hub?.speed ?? this.#speed;
  }

  get source(): Source {
    return this.#hub?.source ?? { ...this.#options.source.source, speed: this.#speed };
  }

  get bytesPerRecord(): number {
    return this.#hub?.bytesPerRecord ?? GUESSED_RECORD_BYTES;
  }

  get reach(): { readonly from: Instant; readonly to: Instant } {
    return this.#hub?.reach ?? { from: this.#options.log.firstAt ?? this.#cityNow, to: this.#cityNow };
  }

  onCommitted(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  chunkAfter(since: Seq): Chunk | null {
    if (since >= this.head) return null;
    return this.#hub === null ? this.#options.log.chunkAfter(since) : this.#hub.chunkAfter(since);
  }

  async leap(since: Seq | null, atLeast: Seq, detail: Detail = 'cases'): Promise<PackedSnapshot | null> {
    const hub = await this.#called();
    // Only those ask who have gone since.
    return hub === null ? null : hub.leap(since, atLeast, detail);
  }

  digest(): { readonly seq: Seq; readonly value: string } | null {
    return this.#hub?.digest() ?? null;
  }

  async submit(command: KnownCommand): Promise<Outcome> {
    const hub = await this.#called();
    return hub === null ? { ok: false, problem: unavailable('The hub is ending. Try again in a moment.') } : hub.submit(command);
  }

  history(key: CaseKey, to: Seq = this.head): LogRecord[] {
    const { log, limits = HUB_LIMITS } = this.#options;
    return log.readCase(key, limits.historyRecords).filter(({ seq }) => seq <= to);
  }

  past(past: Past): PastView {
    const { log, clocks, logger } = this.#options;
    return new PastView(
      { log, settings: settingsOf(this.city), clocks, logger, cityNow: () => this.cityNow, bytesPerRecord: () => this.bytesPerRecord },
      past,
    );
  }

  report(): IntakeReport {
    return this.#hub?.report() ?? { source: this.#options.source.report(), refusedEvents: [] };
  }

  /** As of a hub; before there is one, there are no records to come. */
  rest(): void {
    this.#closed = true;
    this.#hub?.rest();
  }

  /** As of a hub; before there is one, the log is left as it was found. */
  async close(): Promise<void> {
    this.rest();
    const hub = await this.#called();
    if (hub === null) this.#options.log.close(this.#closedNow);
    else await hub.close();
  }

  #called(): Promise<Hub | null> {
    this.#wanted.abort();
    return this.#opening;
  }

  async #open(): Promise<Hub | null> {
    const { limits = HUB_LIMITS } = this.#options;
    try {
      await pause(limits.settleAfterMs, undefined, { signal: this.#wanted.signal });
    } catch (error) {
      if (!this.#wanted.signal.aborted) throw error;
    }
    if (this.#closed) return null;
    const hub = await Hub.open({ ...this.#options, limits: { ...limits, settleAfterMs: 0 } });
    this.#hub = hub;
    const tell = () => {
      for (const listener of this.#listeners) listener();
    };
    hub.onCommitted(tell);
    // The rest of an opening may have come.
    tell();
    return hub;
  }
}
