/** What the cache of its route does for one request: an answer that was kept, or one that is kept for others. */
import type { TableCache } from "../../../schemas/table-cache.ts";
import type { Cancellation } from "../../attempts/cancellation.ts";
import type { Deadline } from "../../attempts/deadline.ts";
import { type AnswerCache, newEntryId } from "../../cache/answer-cache.ts";
import type { CacheEntry } from "../../cache/entry.ts";
import type { Lead } from "../../cache/flights.ts";
import type { Clock } from "../../clock.ts";
import { headerText } from "../../http/header-text.ts";
import type { Answer } from "../../operations/chat/answer.ts";
import type { Upstream } from "../../upstream/upstream.ts";
import type { ReadyTarget } from "../ready-targets.ts";
import { readRecording } from "../recording/read-recording.ts";
import { Recorder } from "../recording/recorder.ts";
import type { Answered, AskingChat, CachedRequest, Hit } from "./caching.ts";
import type { CallerTerms } from "./caller-terms.ts";
import { Replay } from "./replay.ts";
import { type RequestKeys, requestKeys } from "./request-keys.ts";
import { isStorable } from "./storable.ts";

/** Of the runtime. */
export interface CachingWith {
  readonly answers: AnswerCache;
  readonly clock: Clock;
  /** Takes faults of ours: `id` is the request's. */
  readonly fault: (id: string, error: unknown) => void;
}

export interface RequestCaching extends CachingWith {
  readonly cache: TableCache;
  readonly terms: CallerTerms;
  readonly asking: AskingChat;
}

/** Milliseconds that an answer is kept where the policy says nothing. */
const DEFAULT_TTL = 60 * 60 * 1000;

/** Of the time that a request has left, what it waits for another one's answer at most. */
const PATIENCE = 0.5;

/** Which of its texts was equal. */
type Tier = "exact" | "normalised";

/** A request that the cache does nothing for. `why`: in one word, for the caller. */
export class Uncached implements CachedRequest {
  readonly told: string;
  readonly tier = "off";

  constructor(why: string) {
    this.told = headerText(`off; because=${why}`);
  }

  find(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  upstream(_target: ReadyTarget, upstream: Upstream): Upstream {
    return upstream;
  }

  over(): void {}
}

export class RequestCache implements CachedRequest {
  told = "miss";
  tier: Tier | "miss" = "miss";
  readonly #with: RequestCaching;
  readonly #keys: RequestKeys;
  readonly #recorders = new Map<ReadyTarget, Recorder>();
  #lead: Lead<CacheEntry> | undefined;

  constructor(given: RequestCaching) {
    this.#with = given;
    this.#keys = requestKeys(given.asking, given.cache);
  }

  async find(deadline: Deadline, cancellation: Cancellation): Promise<Hit | undefined> {
    const { terms } = this.#with;
    if (terms.fresh || this.#keys.asked.length === 0) return undefined;
    const kept = await this.#kept();
    if (kept || terms.unkept) return kept && this.#hit(kept);
    const boarded = await this.#board(deadline, cancellation);
    if (boarded.kind === "landed") return this.#landed(boarded.value);
    this.#lead = boarded.lead;
    // What another one got between the two is there by now.
    const meanwhile = await this.#kept();
    if (!meanwhile) return undefined;
    this.#lead.land(meanwhile);
    return this.#hit(meanwhile);
  }

  upstream(target: ReadyTarget, upstream: Upstream): Upstream {
    if (this.#with.terms.unkept) return upstream;
    const recorder = new Recorder(upstream, this.#with.clock);
    this.#recorders.set(target, recorder);
    return recorder;
  }

  over(served: Answered | undefined): void {
    if (served?.failure?.class === "cancelled") this.#lead?.leave();
    void this.#keep(served)
      .catch((error: unknown) => {
        this.#with.fault(this.#with.asking.client.id, error);
        return undefined;
      })
      .then((entry) => this.#lead?.land(entry));
  }

  /** Who answers for itself alone may not be who was asked here. */
  #landed(entry: CacheEntry | undefined): Hit | undefined {
    return entry?.keys.some((key) => this.#keys.asked.includes(key)) ? this.#hit(entry) : undefined;
  }

  #kept(): Promise<CacheEntry | undefined> {
    const { answers, clock, terms } = this.#with;
    const now = clock.date().getTime();
    const oldest = terms.maxAge === undefined ? 0 : now - terms.maxAge * 1000;
    return answers.find(this.#keys.asked, now, oldest);
  }

  async #board(deadline: Deadline, cancellation: Cancellation) {
    const { answers, clock } = this.#with;
    const timers: { cancel(): void }[] = [];
    const boarded = await answers.flights.board(this.#keys.exact, (end) => {
      const timer = clock.after(deadline.left * PATIENCE, end);
      timers.push({ cancel: () => clock.cancel(timer) });
      cancellation.listen(end);
    });
    for (const timer of timers) timer.cancel();
    cancellation.listen();
    return boarded;
  }

  #hit(entry: CacheEntry): Hit {
    const { answers, clock, asking } = this.#with;
    const { answer, origin } = entry;
    const age = Math.max(0, Math.floor((clock.date().getTime() - entry.stored) / 1000));
    this.tier = this.#tierOf(entry);
    this.told = `hit; tier=${this.tier}; age=${age}; entry=${answers.name(entry.id, asking.key.id)}`;
    return { said: this.#said(answer, modelOf(origin.target)), target: origin.target };
  }

  #said(answer: Answer, model: string): Hit["said"] {
    const { endpoint, plan } = this.#with.asking;
    const { request, body } = plan.ask;
    if (!request.stream) return { bytes: endpoint.answer(answer, model, request), usage: answer.usage };
    const wantsUsage = endpoint.wantsUsage(body);
    const inputTokens = (): number => answer.usage?.input ?? 0;
    return new Replay(answer, (reader) => endpoint.translate(reader, { model, wantsUsage, request, inputTokens }));
  }

  #tierOf({ keys }: CacheEntry): Tier {
    return keys.includes(this.#keys.exact) ? "exact" : "normalised";
  }

  /** The entry, where there is one now. */
  async #keep(served: Answered | undefined): Promise<CacheEntry | undefined> {
    const { answers, clock, cache, asking, terms } = this.#with;
    const { target, emulated } = served ?? {};
    if (!target || served?.failure || served?.isStandIn || terms.unkept) return undefined;
    const recording = this.#recorders.get(target)?.recording;
    const keys = this.#keys.kept(target);
    if (!recording || !keys) return undefined;
    const { plan } = asking;
    const read = await readRecording({ recording, dialect: target.dialect, request: plan.ask.request, emulated });
    if (!read || !isStorable(read.answer)) return undefined;
    const stored = clock.date().getTime();
    const entry: CacheEntry = {
      id: newEntryId(),
      keys,
      partition: this.#keys.partition,
      origin: { route: plan.route!, scope: this.#keys.scope, table: plan.table, target: target.id },
      stored,
      expires: stored + (cache.ttl ?? DEFAULT_TTL),
      answer: read.answer,
      cost: served?.cost,
    };
    await answers.keep(entry);
    return entry;
  }
}

/** Its provider's name for it. */
function modelOf(target: string): string {
  return target.slice(target.indexOf("/") + 1);
}
