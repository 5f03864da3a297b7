/** The facts of a witness, as the runtime will read them. */
import type { State } from "../../schemas/state.ts";
import type { Witness } from "../../schemas/witness.ts";
import { ChatSaid } from "../../semantics/facts/chat-said.ts";
import { Facts, type FactValue } from "../../semantics/facts/facts.ts";
import type { FactReader } from "../../semantics/facts/reader.ts";
import { readerOf } from "../../semantics/facts/readers.ts";
import type { InputTokens } from "../../semantics/tokens/input-tokens.ts";
import { isDerived } from "../lower/derived-facts.ts";
import type { Costs } from "../plan/cost-term.ts";
import { derivedValues } from "../reference/derived-values.ts";
import type { Derived } from "../reference/holds.ts";
import type { Column } from "../regions/columns.ts";

/** `tokens`: as they were counted when the request was written. */
export class WitnessFacts {
  readonly #facts: Facts;
  readonly #derived: Derived;

  constructor(witness: Witness, route: string, costs: Costs, tokens: InputTokens) {
    const { request: body, headers, endpoint = "chat", key, at, state } = witness;
    const metadata = metadataOf(body);
    const said = new CountedSaid(body, tokens);
    this.#facts = new Facts({
      said,
      route,
      endpoint,
      key,
      metadata,
      headers,
      now: new Date(at),
      state: state satisfies State,
    });
    this.#derived = derivedValues(costs, this.#facts);
  }

  /** Undefined is missing, and what cannot be read. */
  read(column: Column): FactValue {
    const argument = "argument" in column ? column.argument : undefined;
    if (isDerived(column.fact)) return this.#derived(column.fact, argument ?? "");
    return readerFor(column, argument)?.read(this.#facts, argument ?? "");
  }
}

const readers = new WeakMap<Column, { readonly reader: FactReader | undefined }>();

function readerFor(column: Column, argument: string | undefined): FactReader | undefined {
  const known = readers.get(column) ?? { reader: readerOf(column.fact, argument) };
  readers.set(column, known);
  return known.reader;
}

class CountedSaid extends ChatSaid {
  readonly #counted: InputTokens;

  constructor(body: Witness["request"], tokens: InputTokens) {
    super(body);
    this.#counted = tokens;
  }

  override get tokens(): InputTokens {
    return this.#counted;
  }
}

function metadataOf({ metadata }: Witness["request"]): Record<string, string> {
  return (metadata ?? {}) as Record<string, string>;
}
