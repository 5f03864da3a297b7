/** The semantic cache of one route: whom it asks for vectors, what it finds, and whether what it finds is given. */
import { createHash } from "node:crypto";
import type { AnswerCache } from "../../../cache/answer-cache.ts";
import type { CacheEntry } from "../../../cache/entry.ts";
import type { Certificates } from "../../../cache/semantic/bound/certificates.ts";
import { type Series, type SeriesOf, seriesOf } from "../../../cache/semantic/bound/series.ts";
import type { JudgeWord } from "../../../cache/semantic/compare/check-outcome.ts";
import type { Embedded, Embedder, EmbeddingMiss } from "../../../cache/semantic/embedder/embedder.ts";
import { GUARD, LEAST_SIMILARITY, mayAnswer } from "../../../cache/semantic/guard/may-answer.ts";
import type { Meanings } from "../../../cache/semantic/meanings.ts";
import type { Clock } from "../../../clock.ts";
import type { BesideRequest } from "../../embedding/embedder-terms.ts";
import type { Judges } from "../../shadow/judges.ts";
import { askJudge, type ToCheck } from "./check-judge.ts";

/** Of the runtime. */
export interface MeaningWith {
  readonly answers: AnswerCache;
  readonly meanings: Meanings;
  readonly certificates: Certificates;
  readonly judges: Judges;
  readonly clock: Clock;
  /** By embedder, of the last vector that there was of it. */
  readonly revisions: Map<string, string>;
  /** From 0 up to 1. */
  chance(): number;
}

export interface RouteMeaningTerms {
  readonly route: string;
  /** Name of the target that makes vectors. */
  readonly target: string;
  readonly embedder: Embedder<BesideRequest>;
  readonly maxWrongHitRate: number;
  /** What compares answers that differ. */
  readonly judge: SeriesOf["judge"];
  /** Milliseconds for which an answer may be found by its meaning; undefined: as long as it is kept. */
  readonly ttl: number | undefined;
}

export interface Candidate {
  readonly entry: CacheEntry;
  readonly similarity: number;
}

export class RouteMeaning {
  readonly #with: MeaningWith;
  readonly #terms: RouteMeaningTerms;
  readonly #series = new Map<string, Series>();

  constructor(given: MeaningWith, terms: RouteMeaningTerms) {
    this.#with = given;
    this.#terms = terms;
  }

  /** What is counted together; undefined before its embedder has made a vector. */
  get series(): Series | undefined {
    const revision = this.#with.revisions.get(this.#terms.target);
    return revision === undefined ? undefined : this.#seriesOf(revision);
  }

  get isServing(): boolean {
    const { series } = this;
    return series !== undefined && this.#with.certificates.state(series) === "serving";
  }

  async embed(text: string, beside: BesideRequest): Promise<Embedded | EmbeddingMiss> {
    const embedded = await this.#terms.embedder.embed(text, beside);
    if ("vector" in embedded) this.#with.revisions.set(this.#terms.target, embedded.revision);
    return embedded;
  }

  /** Of all that must be equal beside the text. */
  partition(partition: string, { revision }: Embedded): string {
    return createHash("sha256").update(`${partition} ${revision} ${GUARD}`).digest("base64url");
  }

  /** The nearest entry that may answer the text. Never rejects. */
  async candidate(text: string, partition: string, embedded: Embedded): Promise<Candidate | undefined> {
    const { answers, meanings, clock } = this.#with;
    const { ttl = Number.POSITIVE_INFINITY } = this.#terms;
    const now = clock.date().getTime();
    for (const { id, cosine } of await meanings.nearest(this.partition(partition, embedded), embedded.vector, now)) {
      if (cosine < LEAST_SIMILARITY) return undefined;
      const entry = await answers.entry(id, now);
      if (!entry?.meaning || entry.stored + ttl <= now) continue;
      if (mayAnswer(entry.meaning.text, text) === true) return { entry, similarity: cosine };
    }
    return undefined;
  }

  /** Whether a candidate is to be checked, so that the model answers. */
  draws({ revision }: Embedded): boolean {
    return this.#with.certificates.draws(this.#seriesOf(revision), this.#with.chance());
  }

  /** Undefined where there is none. */
  judge(check: ToCheck): Promise<JudgeWord | undefined> {
    return askJudge(this.#with.judges, check);
  }

  looked({ revision }: Embedded, hit: "none" | "would-be" | "given"): void {
    this.#with.certificates.looked(this.#seriesOf(revision), hit);
  }

  checked({ revision }: Embedded, isWrong: boolean): void {
    this.#with.certificates.checked(this.#seriesOf(revision), isWrong);
  }

  /** A caller says that a hit was wrong. */
  reported(): void {
    const { certificates, chance } = this.#with;
    if (this.series) certificates.reported(this.series, chance());
  }

  #seriesOf(revision: string): Series {
    const { route, maxWrongHitRate, judge } = this.#terms;
    const known = this.#series.get(revision);
    const series = known ?? seriesOf({ route, embedder: revision, guard: GUARD, judge, maxWrongHitRate });
    this.#series.set(revision, series);
    return series;
  }
}
