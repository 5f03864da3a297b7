/** What the table may ask about one request. */
import type { State } from "../../schemas/state.ts";
import type { InputTokens } from "../tokens/input-tokens.ts";
import type { Content } from "./content.ts";
import type { Forms } from "./forms.ts";
import type { Said } from "./said.ts";

export interface RequestFacts {
  readonly said: Said;
  readonly route: string;
  readonly endpoint: string;
  readonly key: {
    readonly id: string;
    readonly team?: string | undefined;
    readonly env?: string | undefined;
    readonly tags: readonly string[];
    /** Targets that it may call; absent: all. */
    readonly targets?: readonly string[] | undefined;
  };
  /** Of body and headers together. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Those that the policy declares, by name in lower case; absent: none. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly now: Date;
  /** Of the body as it came, where no number in it is printed longer than it came; undefined where that is not known. */
  readonly bytes?: number | undefined;
  /** How budgets and targets stand; without it the facts about them are missing. */
  readonly state?: State | undefined;
}

/** No text, and nothing that stands around one, is expected to have more: test/semantics/facts holds it. */
const EXPECTED_PER_BYTE = 2;
/** What begins the answer. */
const BESIDE = 10;

/** Undefined is missing. */
export type FactValue = number | string | boolean | undefined;

export class Facts {
  readonly request: RequestFacts;

  constructor(request: RequestFacts) {
    this.request = request;
  }

  /** What only the client's own API can say. */
  get forms(): Forms {
    return this.request.said.forms;
  }

  get content(): Content {
    return this.request.said.content;
  }

  /** The last user text; empty when there is none. */
  get text(): string {
    return this.request.said.text;
  }

  /** In the base figures: a target's are these times the factors of its tokenizer family. */
  get tokens(): InputTokens {
    return this.request.said.tokens;
  }

  /** Expected. */
  get inputTokens(): number {
    return this.tokens.expected;
  }

  get isCounted(): boolean {
    return this.request.said.isCounted;
  }

  /** False where so few bytes cannot be expected to have more tokens: they need not be counted then. */
  mayExpectMoreThan(tokens: number): boolean {
    const { bytes } = this.request;
    if (this.isCounted || bytes === undefined || bytes * EXPECTED_PER_BYTE + BESIDE > tokens) return true;
    const { images, audio, files } = this.content;
    return images + audio + files > 0;
  }
}
