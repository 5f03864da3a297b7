/** What semantic caches share: vectors of what is kept, what was found out of them, and who makes vectors. Loaded where a route has one. */
import type { Table, TableRoute } from "../schemas/table.ts";
import type { AnswerCache } from "./cache/answer-cache.ts";
import { Certificates } from "./cache/semantic/bound/certificates.ts";
import type { SeriesOf } from "./cache/semantic/bound/series.ts";
import type { SeriesReport } from "./cache/semantic/bound/series-record.ts";
import { Meanings } from "./cache/semantic/meanings.ts";
import type { CacheStore } from "./cache/store/cache-store.ts";
import type { Timer } from "./clock.ts";
import type { ChatEndpoint } from "./endpoints/endpoint.ts";
import { logCertificate } from "./observe/cache-log.ts";
import { RouteMeaning } from "./request/caching/meaning/route-meaning.ts";
import type { EmbedderWith } from "./request/embedding/embedder-terms.ts";
import { TargetEmbedder } from "./request/embedding/target-embedder.ts";
import type { ReadyTarget } from "./request/ready-targets.ts";
import { Asides } from "./request/shadow/asides.ts";
import { Judges } from "./request/shadow/judges.ts";

/** Of the runtime. */
export interface MeaningsAround extends EmbedderWith {
  /** By which judges are asked. */
  readonly chat: ChatEndpoint;
  /** From 0 up to 1. */
  chance(): number;
}

/** Milliseconds between two looks for what has expired. */
const OFTEN = 60_000;

export class KeptMeanings {
  readonly #around: MeaningsAround;
  readonly #answers: AnswerCache;
  readonly #certificates: Certificates;
  readonly #meanings: Meanings;
  readonly #judges: Judges;
  readonly #revisions = new Map<string, string>();
  #timer: Timer | undefined;
  #isClosed = false;

  private constructor(
    around: MeaningsAround,
    answers: AnswerCache,
    store: CacheStore,
    failed: (error: unknown) => void,
  ) {
    const { clock, log } = around;
    this.#around = around;
    this.#answers = answers;
    this.#certificates = new Certificates({
      evidence: store.evidence,
      clock,
      told: (change) => logCertificate(log, change),
    });
    this.#meanings = new Meanings(store, failed);
    this.#judges = new Judges({ ...around, endpoint: around.chat }, new Asides(around));
  }

  /** Settles when the vectors that are there are known. `failed`: told of a store or an index that cannot be asked. */
  static async open(
    around: MeaningsAround,
    { answers, store, failed }: { answers: AnswerCache; store: CacheStore; failed: (error: unknown) => void },
  ): Promise<KeptMeanings> {
    const kept = new KeptMeanings(around, answers, store, failed);
    await kept.#meanings.open();
    kept.#wait();
    return kept;
  }

  /** By route, those that have a semantic cache; what is known of others is forgotten. */
  routes(
    table: Pick<Table, "routes" | "plans" | "targets">,
    targets: readonly ReadyTarget[],
  ): Map<string, RouteMeaning> {
    const { clock, chance } = this.#around;
    const kept = { answers: this.#answers, meanings: this.#meanings, certificates: this.#certificates };
    const given = { ...kept, judges: this.#judges, revisions: this.#revisions, clock, chance };
    const found = new Map<string, RouteMeaning>();
    for (const route of table.routes) {
      const { semantic } = route.cache ?? {};
      const target = semantic && targets.find(({ id }) => id === semantic.embedder);
      if (!target) continue;
      const { maxWrongHitRate, ttl } = semantic;
      const embedder = new TargetEmbedder(this.#around, { target });
      const judge = judgeOf(route, table);
      const terms = { route: route.name, target: target.id, embedder, maxWrongHitRate, judge, ttl };
      found.set(route.name, new RouteMeaning(given, terms));
    }
    this.#certificates.keepOnly(new Set([...found.values()].flatMap(({ series }) => (series ? [series.id] : []))));
    return found;
  }

  report(): SeriesReport[] {
    return this.#certificates.report();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#around.clock.cancel(this.#timer);
    await Promise.all([this.#certificates.close(), this.#meanings.close()]);
  }

  #wait(): void {
    const { clock } = this.#around;
    this.#timer = clock.after(OFTEN, () => {
      void this.#meanings.expire(clock.date().getTime()).then(() => {
        if (!this.#isClosed) this.#wait();
      });
    });
  }
}

/** The same for all plans of a route. */
function judgeOf(
  { rules, otherwise }: TableRoute,
  { plans, targets }: Pick<Table, "plans" | "targets">,
): SeriesOf["judge"] {
  for (const action of [...rules.map((rule) => rule.action), otherwise]) {
    const judge = "plan" in action ? plans[action.plan]?.judge : undefined;
    const asked = judge && plans[judge.plan]?.targets[0];
    if (asked !== undefined) return { model: targets[asked]!.id, rubric: judge!.rubric };
  }
  return undefined;
}
