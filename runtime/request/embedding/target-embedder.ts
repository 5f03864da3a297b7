/**
 * A target as an embedder: one text for the sake of a client's request, which goes on without a vector where none comes in time. It is paid
 * from the budgets of that request, counts among what its target may have at once, and is let alone while it fails.
 */
import { createHash } from "node:crypto";
import type { Embedded, Embedder, EmbeddingMiss, MissReason } from "../../cache/semantic/embedder/embedder.ts";
import { KeptEmbeddings } from "../../cache/semantic/embedder/kept-embeddings.ts";
import type { Failure } from "../../failures.ts";
import { logEmbedding } from "../../observe/embedding-log.ts";
import { logFault } from "../../observe/request-log.ts";
import { TargetHealth } from "../../state/target-health.ts";
import type { ReadyTarget } from "../ready-targets.ts";
import type { BesideRequest, EmbedderTerms, EmbedderWith } from "./embedder-terms.ts";
import { EmbeddingTry, type TryEnd } from "./embedding-try.ts";

/** Milliseconds. */
const USUAL_LIMIT = 300;

/** Bytes of a text; no model reads a longer one as a whole. */
const MOST_TEXT = 32 * 1024;

/** Requests to the target that are under way: those who come then would hardly have a vector in time. */
const MOST_AT_ONCE = 128;

export class TargetEmbedder implements Embedder<BesideRequest> {
  readonly #with: EmbedderWith;
  readonly #target: ReadyTarget;
  readonly #limit: number;
  readonly #kept: KeptEmbeddings;
  /** Breakers of its own: what clients' requests go by learns nothing of a limit that is not theirs. */
  readonly #health: TargetHealth;
  #going = 0;

  constructor(given: EmbedderWith, { target, limit = USUAL_LIMIT }: EmbedderTerms) {
    this.#with = given;
    this.#target = target;
    this.#limit = limit;
    this.#kept = new KeptEmbeddings(given.clock);
    this.#health = new TargetHealth(given.clock);
  }

  async embed(text: string, beside: BesideRequest): Promise<Embedded | EmbeddingMiss> {
    if (Buffer.byteLength(text) > MOST_TEXT) return miss("too-long", `the text is over ${MOST_TEXT} bytes`);
    const key = createHash("sha256").update(`${beside.scope}\0${text}`).digest("base64url");
    return this.#kept.find(key, () => this.#ask(text, beside));
  }

  async #ask(text: string, beside: BesideRequest): Promise<Embedded | EmbeddingMiss> {
    const hindrance = this.#hindrance();
    if (hindrance) return hindrance;
    const { load, clock, log } = this.#with;
    const { id, account } = this.#target;
    const names = account ? [id, account.name] : [id];
    const watch = this.#health.watch(this.#target);
    const began = clock.now();
    let end: TryEnd = { failure: fault };
    this.#going++;
    for (const name of names) load.began(name);
    try {
      end = await new EmbeddingTry(this.#with, this.#target, this.#limit).ask(text, beside);
      return this.#read(end);
    } catch (error) {
      logFault(log, beside.id, error);
      return miss(fault.class, fault.detail);
    } finally {
      this.#going--;
      for (const name of names) load.ended(name);
      this.#with.freed?.();
      if (end.failure === undefined) watch.opened();
      watch.ended(end.failure);
      this.#log(end, beside, clock.now() - began);
    }
  }

  #hindrance(): EmbeddingMiss | undefined {
    const always = (): boolean => true;
    const { id, account, target } = this.#target;
    if (this.#health.skips(this.#target, always) || this.#with.health.skips(this.#target, always))
      return miss("down", `${id} has failed, and is let alone for a while`);
    const { load } = this.#with;
    const isFull =
      this.#going >= MOST_AT_ONCE ||
      load.open(id) >= (target.concurrency ?? Number.POSITIVE_INFINITY) ||
      (account !== undefined && load.open(account.name) >= account.most);
    return isFull ? miss("full", `${id} has as many requests as it may have`) : undefined;
  }

  #read({ failure, vector, input, cost }: TryEnd): Embedded | EmbeddingMiss {
    if (failure) return miss(failure.class, failure.detail);
    const revision = `${this.#target.id} ${vector.length}`;
    return { vector, revision, spent: { input, cost } };
  }

  #log({ failure, input, cost }: TryEnd, { id, plan }: BesideRequest, ms: number): void {
    const { route, rule } = plan;
    logEmbedding(this.#with.log, { id, route, rule, target: this.#target.id, failure, ms, inputTokens: input, cost });
  }
}

const fault: Failure = { class: "unsupported", detail: "it could not be asked" };

function miss(why: MissReason, detail: string): EmbeddingMiss {
  return { miss: why, detail };
}
