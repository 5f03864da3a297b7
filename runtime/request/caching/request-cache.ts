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
import type { RecordedBytes } from "../recording/recorded-bytes.ts";
import { Recorder } from "../recording/recorder.ts";
import { saysMore } from "../recording/says-more.ts";
import type { Answered, AskingChat, CachedRequest, Hit } from "./caching.ts";
import type { CallerTerms } from "./caller-terms.ts";
import { RequestMeaning } from "./meaning/request-meaning.ts";
import type { RouteMeaning } from "./meaning/route-meaning.ts";
import { Replay } from "./replay.ts";
import { type RequestKeys, requestKeys } from "./request-keys.ts";
import { isStorable } from "./storable.ts";

/** Of the runtime. */
export interface CachingWith {
  readonly answers: AnswerCache;
  readonly clock: Clock;
  /** Of answers until they are kept. */
  readonly bytes: RecordedBytes;
  /** Takes faults of ours: `id` is the request's. */
  readonly fault: (id: string, error: unknown) => void;
}

export interface RequestCaching extends CachingWith {
  /** Where the route has a semantic cache. */
  readonly route: RouteMeaning | undefined;
  readonly cache: TableCache;
  readonly terms: CallerTerms;
  readonly asking: AskingChat;
}

/** Milliseconds that an answer is kept where the policy says nothing. */
const DEFAULT_TTL = 60 * 60 * 1000;

/** Of the time that a request has left, what it waits for another one's answer at most. */
const PATIENCE = 0.5;

/** Which of its texts was equal, or that none was. */
type Tier = "exact" | "normalised" | "semantic";

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
  readonly #meaning: RequestMeaning | undefined;
  #lead: Lead<CacheEntry> | undefined;

  constructor(given: RequestCaching) {
    this.#with = given;
    this.#keys = requestKeys(given.asking, given.cache);
    this.#meaning = meaningOf(given, this.#keys);
  }

  async find(deadline: Deadline, cancellation: Cancellation): Promise<Hit | undefined> {
    if (this.#with.terms.fresh) return undefined;
    const kept = await this.#kept();
    if (kept) return this.#hit(kept, this.#tierOf(kept));
    const near = await this.#near();
    if (near) return near;
    return this.#with.terms.unkept || this.#keys.asked.length === 0 ? undefined : this.#shared(deadline, cancellation);
  }

  upstream(target: ReadyTarget, upstream: Upstream): Upstream {
    if (this.#with.terms.unkept) return upstream;
    const { clock, bytes } = this.#with;
    const recorder = new Recorder(upstream, clock, { bytes });
    this.#recorders.get(target)?.letGo();
    this.#recorders.set(target, recorder);
    return recorder;
  }

  over(served: Answered | undefined): void {
    if (served?.failure?.class === "cancelled") this.#lead?.leave();
    void this.#land(served).catch((error: unknown) => this.#with.fault(this.#with.asking.client.id, error));
  }

  /** Who waits for the answer has it as soon as it is kept; what is checked by it may take longer. */
  async #land(served: Answered | undefined): Promise<void> {
    let entry: CacheEntry | undefined;
    try {
      entry = await this.#keep(served);
    } finally {
      for (const recorder of this.#recorders.values()) recorder.letGo();
      this.#lead?.land(entry);
    }
    await this.#meaning?.checked();
  }

  /** What an equal request gets, or a word that this one is asked. */
  async #shared(deadline: Deadline, cancellation: Cancellation): Promise<Hit | undefined> {
    const boarded = await this.#board(deadline, cancellation);
    if (boarded.kind === "landed") return this.#landed(boarded.value);
    this.#lead = boarded.lead;
    // What another one got between the two is there by now.
    const meanwhile = await this.#kept();
    if (!meanwhile) return undefined;
    this.#lead.land(meanwhile);
    return this.#hit(meanwhile, this.#tierOf(meanwhile));
  }

  /** Who answers for itself alone may not be who was asked here. */
  #landed(entry: CacheEntry | undefined): Hit | undefined {
    const isMeant = entry?.keys.some((key) => this.#keys.asked.includes(key));
    return isMeant ? this.#hit(entry!, this.#tierOf(entry!)) : undefined;
  }

  async #kept(): Promise<CacheEntry | undefined> {
    if (this.#keys.asked.length === 0) return undefined;
    const { answers, clock } = this.#with;
    return answers.find(this.#keys.asked, clock.date().getTime(), this.#oldest);
  }

  async #near(): Promise<Hit | undefined> {
    const found = await this.#meaning?.find();
    if (!found || found.entry.stored < this.#oldest) return undefined;
    const { entry, similarity, cost } = found;
    return { ...this.#hit(entry, "semantic", `; similarity=${similarity.toFixed(3)}`), cost };
  }

  /** Milliseconds since 1970: what was kept before that is too old for the caller. */
  get #oldest(): number {
    const { clock, terms } = this.#with;
    return terms.maxAge === undefined ? 0 : clock.date().getTime() - terms.maxAge * 1000;
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

  #hit(entry: CacheEntry, tier: Tier, more = ""): Hit {
    const { answers, clock, asking } = this.#with;
    const { answer, origin } = entry;
    const age = Math.max(0, Math.floor((clock.date().getTime() - entry.stored) / 1000));
    this.tier = tier;
    this.told = `hit; tier=${tier}${more}; age=${age}; entry=${answers.name(entry.id, asking.key.id)}`;
    return { said: this.#said(answer, modelOf(origin.target)), target: origin.target, cost: 0 };
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
    if (!read) return undefined;
    const kept =
      target === plan.targets[0] || !cache.perTarget ? await this.#meaning?.answered(read.answer, target) : undefined;
    if (!isStorable(read.answer) || saysMore(recording)) return undefined;
    const stored = clock.date().getTime();
    const entry: CacheEntry = {
      id: newEntryId(),
      keys,
      partition: this.#keys.partition,
      ...kept,
      origin: { route: plan.route!, scope: this.#keys.scope, table: plan.table, target: target.id },
      stored,
      expires: stored + ttlOf(cache),
      answer: read.answer,
      cost: served?.cost,
    };
    await answers.keep(entry);
    return entry;
  }
}

/** Where nothing but its meaning finds it, it is kept as long as that. */
function ttlOf({ exact, normalised, semantic, ttl = DEFAULT_TTL }: TableCache): number {
  return exact || normalised ? ttl : (semantic?.ttl ?? ttl);
}

/** What is not kept for others is not asked for. */
function meaningOf({ route, terms, asking }: RequestCaching, keys: RequestKeys): RequestMeaning | undefined {
  const { text, partition, scope } = keys;
  if (!route || terms.unkept || text === undefined) return undefined;
  const { client, plan } = asking;
  const beside = { id: client.id, plan, scope: `${scope.of} ${scope.name ?? ""}` };
  return new RequestMeaning({ route, text, partition, beside });
}

/** Its provider's name for it. */
function modelOf(target: string): string {
  return target.slice(target.indexOf("/") + 1);
}
