/**
 * What one request means, beside what was asked before. While the route's cache serves, that is found out before a target is asked; in
 * shadow once nobody waits any more, and what would have been given is compared with what the model said.
 */
import type { EntryMeaning } from "../../../cache/entry.ts";
import { outcomeOf } from "../../../cache/semantic/compare/check-outcome.ts";
import { compareAnswers } from "../../../cache/semantic/compare/compare-answers.ts";
import type { Embedded, EmbeddingMiss } from "../../../cache/semantic/embedder/embedder.ts";
import type { Answer } from "../../../operations/chat/answer.ts";
import type { ChatRequest } from "../../../operations/chat/request.ts";
import type { BesideRequest } from "../../embedding/embedder-terms.ts";
import type { Plan } from "../../plan.ts";
import type { ReadyTarget } from "../../ready-targets.ts";
import type { Candidate, RouteMeaning } from "./route-meaning.ts";

export interface RequestMeaningTerms {
  readonly route: RouteMeaning;
  /** The last text of the user. */
  readonly text: string;
  /** Digest of all that must be equal beside it. */
  readonly partition: string;
  readonly beside: BesideRequest & { readonly plan: Plan<ChatRequest> };
}

export interface Found extends Candidate {
  /** Micro-USD that the embedder is paid; undefined where that is not known. */
  readonly cost: number | undefined;
}

/** For the entry of its answer. */
export interface KeptMeaning {
  readonly partition: string;
  readonly meaning: EntryMeaning;
}

export class RequestMeaning {
  readonly #terms: RequestMeaningTerms;
  #embedded: Promise<Embedded | EmbeddingMiss> | undefined;
  /** That is to be checked. */
  #drawn: Candidate | undefined;
  #isFound = false;
  #checking: Promise<void> | undefined;

  constructor(terms: RequestMeaningTerms) {
    this.#terms = terms;
  }

  /** What may be given; nothing in shadow, and where it is to be checked. */
  async find(): Promise<Found | undefined> {
    const { route, text, partition } = this.#terms;
    if (!route.isServing) return undefined;
    const embedded = await this.#embed();
    if (!("vector" in embedded)) return undefined;
    const candidate = await route.candidate(text, partition, embedded);
    this.#isFound = true;
    if (!candidate) {
      route.looked(embedded, "none");
      return undefined;
    }
    if (route.draws(embedded)) {
      route.looked(embedded, "would-be");
      this.#drawn = candidate;
      return undefined;
    }
    route.looked(embedded, "given");
    return { ...candidate, cost: embedded.spent ? embedded.spent.cost : 0 };
  }

  /** The model at the target has answered; undefined where there is no vector. */
  async answered(answer: Answer, target: ReadyTarget): Promise<KeptMeaning | undefined> {
    const { route, text, partition } = this.#terms;
    const embedded = await this.#embed();
    if (!("vector" in embedded)) return undefined;
    const drawn = this.#drawn ?? (this.#isFound ? undefined : await this.#wouldBe(embedded));
    if (drawn) this.#checking = this.#check(drawn, answer, target, embedded);
    // It is told by `checked`, if anybody asks.
    this.#checking?.catch(() => {});
    return { partition: route.partition(partition, embedded), meaning: { text, vector: embedded.vector } };
  }

  /** Settles when what was drawn was checked, for which a judge may take its time. */
  async checked(): Promise<void> {
    await this.#checking;
  }

  async #check({ entry }: Candidate, fresh: Answer, target: ReadyTarget, embedded: Embedded): Promise<void> {
    const { route, beside } = this.#terms;
    const { answer: kept } = entry;
    const compared = compareAnswers(kept, fresh);
    const { id, plan } = beside;
    const word = compared === "undecided" ? await route.judge({ id, plan, target, kept, fresh }) : undefined;
    const outcome = outcomeOf(compared, word);
    if (outcome !== "none") route.checked(embedded, outcome === "wrong");
  }

  /** What would have been given, where that is to be checked. */
  async #wouldBe(embedded: Embedded): Promise<Candidate | undefined> {
    const { route, text, partition } = this.#terms;
    const candidate = await route.candidate(text, partition, embedded);
    route.looked(embedded, candidate ? "would-be" : "none");
    return candidate && route.draws(embedded) ? candidate : undefined;
  }

  #embed(): Promise<Embedded | EmbeddingMiss> {
    this.#embedded ??= this.#terms.route.embed(this.#terms.text, this.#terms.beside);
    return this.#embedded;
  }
}
