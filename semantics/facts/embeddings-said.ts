/**
 * What the body of a request for embeddings says, in the words of a chat: each input is a message by the user. So whatever is
 * known of chats that have nothing but texts holds of it.
 */
import { withFixed } from "../fixed-parameters.ts";
import { embeddingTokensOf } from "../tokens/embedding-tokens.ts";
import type { InputTokens } from "../tokens/input-tokens.ts";
import { type Fields, list } from "./body.ts";
import type { Content } from "./content.ts";
import type { Forms } from "./forms.ts";
import type { Said } from "./said.ts";

export class EmbeddingsSaid implements Said {
  readonly #body: Fields;
  readonly #inputs: readonly unknown[];
  readonly stream = false;
  readonly maxOutputTokens = undefined;
  readonly choices = 1;
  readonly serviceTier = undefined;
  readonly tools = 0;
  readonly choosesTool = false;
  readonly asksForAudio = false;
  readonly asksForReasoning = false;
  readonly format = undefined;
  #tokens: InputTokens | undefined;

  constructor(body: Fields) {
    this.#body = body;
    this.#inputs = inputsOf(body);
  }

  get model(): string | undefined {
    const { model } = this.#body;
    return typeof model === "string" ? model : undefined;
  }

  /** Of those that have another treatment than to be left out a request for embeddings has none. */
  value(): undefined {
    return undefined;
  }

  get content(): Content {
    const { length } = this.#inputs;
    return { messages: length, turns: length, images: 0, audio: 0, files: 0, toolCalls: 0 };
  }

  /** Ids of tokens are what few APIs take. */
  get forms(): Forms {
    const otherForms = this.#inputs.some((input) => typeof input !== "string");
    return { customTools: false, functions: false, otherForms };
  }

  get text(): string {
    const last = this.#inputs.at(-1);
    return typeof last === "string" ? last : "";
  }

  get tokens(): InputTokens {
    this.#tokens ??= embeddingTokensOf(this.#inputs);
    return this.#tokens;
  }

  get isCounted(): boolean {
    return this.#tokens !== undefined;
  }

  withFixed(set: Fields): Said {
    return new EmbeddingsSaid(withFixed(this.#body, set));
  }
}

/** A list of numbers is one input. */
function inputsOf({ input }: Fields): readonly unknown[] {
  const inputs = list(input);
  return typeof input === "string" || typeof inputs[0] === "number" ? [input] : inputs;
}
