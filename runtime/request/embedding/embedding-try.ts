/** One text, sent to one target: within its time, held on the budgets of the request beside it, and taken from the target's limits. */
import { Facts } from "../../../semantics/facts/facts.ts";
import { Deadline } from "../../attempts/deadline.ts";
import { unitVector } from "../../cache/semantic/embedder/unit-vector.ts";
import type { Failure } from "../../failures.ts";
import { ClientBody } from "../../wire/client-body.ts";
import { readJsonBody } from "../../wire/read-json-body.ts";
import type { EmbeddingsAsk } from "../ask.ts";
import { costOf } from "../cost.ts";
import { EmbeddingsAttempt } from "../embeddings-attempt.ts";
import type { AttemptTerms } from "../operation-attempt.ts";
import type { ReadyTarget } from "../ready-targets.ts";
import type { BesideRequest, EmbedderWith } from "./embedder-terms.ts";

/** Also of a vector that is none there is what it came to. */
export type TryEnd = EmbeddingEnd | (Failed & Partial<Came>);

interface Failed {
  readonly failure: Failure;
  readonly vector?: undefined;
}

interface Came {
  /** Tokens. */
  readonly input: number;
  /** Micro-USD. */
  readonly cost: number | undefined;
}

interface EmbeddingEnd extends Came {
  readonly failure?: undefined;
  /** Of length 1. */
  readonly vector: Float32Array;
}

export class EmbeddingTry {
  readonly #with: Pick<EmbedderWith, "clock" | "upstream" | "held" | "endpoint">;
  readonly #target: ReadyTarget;
  readonly #limit: number;

  /** `limit`: milliseconds. */
  constructor(
    given: Pick<EmbedderWith, "clock" | "upstream" | "held" | "endpoint">,
    target: ReadyTarget,
    limit: number,
  ) {
    this.#with = given;
    this.#target = target;
    this.#limit = limit;
  }

  /** Rejects only for a fault of ours. */
  async ask(text: string, { plan }: Pick<BesideRequest, "plan">): Promise<TryEnd> {
    const ask = await this.#askOf(text, plan.ask.facts);
    if ("class" in ask) return { failure: ask };
    const { facts, body } = ask;
    const spending = plan.spending?.beside({ facts, served: facts, plan: {}, body, now: plan.now });
    const target = this.#target;
    let made: EmbeddingsAttempt | undefined;
    const begin = (terms: AttemptTerms) => {
      made = new EmbeddingsAttempt(ask, target, terms, this.#with.upstream);
      return made;
    };
    const spend = spending ? (terms: AttemptTerms) => spending.aside(target, terms, begin) : begin;
    let told: Failure | undefined;
    const terms = this.#terms((failure) => {
      told = failure;
    });
    const attempt = plan.rooms ? plan.rooms.attempt(target, ask, terms, spend) : spend(terms);
    const failure = (await attempt.opened) ?? (await attempt.finished);
    // What was told knows that nothing was sent.
    if (failure) return { failure: told ?? failure };
    return this.#read(made!, plan.now);
  }

  async #askOf(text: string, beside: Facts): Promise<EmbeddingsAsk | Failure> {
    const { endpoint } = this.#with;
    const written = { model: this.#target.target.model, input: text };
    const came = await readJsonBody(Buffer.from(JSON.stringify(written)));
    if ("fault" in came) return { class: "bad-request", detail: `the text cannot be sent: ${came.fault}` };
    const read = endpoint.read(came.value);
    if ("class" in read) return read;
    const { bytes, members } = came;
    const said = endpoint.said(read.body);
    const facts = new Facts({ ...beside.request, said, endpoint: endpoint.name, bytes: bytes.length });
    return {
      ...read,
      raw: new ClientBody(bytes, members),
      facts,
      fixed: {},
      routingNames: [],
      headers: [],
      rawHeaders: [],
      endpoint,
    };
  }

  #terms(ended: (failure: Failure | undefined) => void): AttemptTerms {
    const { clock, held } = this.#with;
    const deadline = new Deadline(this.#limit, clock);
    const limit = { ms: this.#limit, class: "timeout-attempt", share: 1 } as const;
    const observer = { opened() {}, finished: (_ms: number, failure: Failure | undefined) => ended(failure) };
    return { limit, idle: this.#limit, deadline, clock, observer, held, asStream: false, aside: true };
  }

  #read({ vectors: [came], whole }: EmbeddingsAttempt, now: Date): TryEnd {
    const { priced } = this.#target;
    const usage = whole!.usage!;
    const spent = { input: usage.input, cost: costOf(priced, usage, now) };
    const vector = unitVector(came!);
    return typeof vector === "string"
      ? { failure: { class: "malformed", detail: vector }, ...spent }
      : { vector, ...spent };
  }
}
