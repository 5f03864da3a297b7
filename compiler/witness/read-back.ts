/** The facts of a witness, as the runtime will read them. */
import type { State } from "../../schemas/state.ts";
import type { Witness } from "../../schemas/witness.ts";
import { Facts, type FactValue } from "../../semantics/facts/facts.ts";
import type { FactReader } from "../../semantics/facts/reader.ts";
import { readerOf } from "../../semantics/facts/readers.ts";
import { MAX_COST } from "../lower/derived-facts.ts";
import { askedBy, type CostTerm, maxCost } from "../plan/cost-term.ts";
import type { Column } from "../regions/columns.ts";

/** `inputTokens`: as they were estimated when the request was written. */
export class WitnessFacts {
  readonly #facts: Facts;
  readonly #costs: ReadonlyMap<string, CostTerm>;

  constructor(witness: Witness, route: string, costs: ReadonlyMap<string, CostTerm>, inputTokens: number) {
    const { request: body, key, at, state } = witness;
    const metadata = metadataOf(body);
    const request = { body, route, endpoint: "chat", key, metadata, now: new Date(at), state: state satisfies State };
    this.#facts = new EstimatedFacts(request, inputTokens);
    this.#costs = costs;
  }

  /** Undefined is missing, and what cannot be read. */
  read(column: Column): FactValue {
    const argument = "argument" in column ? column.argument : undefined;
    if (column.fact === MAX_COST) return this.#cost(argument ?? "");
    return readerFor(column, argument)?.read(this.#facts, argument ?? "");
  }

  #cost(target: string): number | undefined {
    const term = this.#costs.get(target);
    const { body, now } = this.#facts.request;
    const audio = readerOf("needs.audio")?.read(this.#facts, "") === true;
    return term && maxCost(term, askedBy(body, { inputTokens: this.#facts.inputTokens, audio }), now);
  }
}

const readers = new WeakMap<Column, { readonly reader: FactReader | undefined }>();

function readerFor(column: Column, argument: string | undefined): FactReader | undefined {
  const known = readers.get(column) ?? { reader: readerOf(column.fact, argument) };
  readers.set(column, known);
  return known.reader;
}

class EstimatedFacts extends Facts {
  readonly #estimated: number;

  constructor(request: ConstructorParameters<typeof Facts>[0], inputTokens: number) {
    super(request);
    this.#estimated = inputTokens;
  }

  override get inputTokens(): number {
    return this.#estimated;
  }
}

function metadataOf({ metadata }: Witness["request"]): Record<string, string> {
  return (metadata ?? {}) as Record<string, string>;
}
