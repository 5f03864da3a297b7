/** What the table may ask about one request. Whatever grows with the body is read when it is first asked for, once. */
import type { State } from "../../schemas/state.ts";
import { type Content, readContent } from "./content.ts";
import { estimateInputTokens } from "./input-tokens.ts";
import { lastUserText } from "./last-user-text.ts";

export interface RequestFacts {
  /** The parsed body of a chat completion; nothing about its shape is taken for granted. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly route: string;
  readonly endpoint: string;
  readonly key: {
    readonly id: string;
    readonly team?: string | undefined;
    readonly env?: string | undefined;
    readonly tags: readonly string[];
  };
  /** Of body and headers together. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly now: Date;
  /** Length of the body, where it came as bytes. */
  readonly bytes?: number | undefined;
  /** How budgets and targets stand; without it the facts about them are missing. */
  readonly state?: State | undefined;
}

/** Above what the estimate gives for any byte of a body, and for any image, audio or file. */
const MOST_PER_BYTE = 1.5;
const MOST_PER_ATTACHMENT = 2_000;

/** Undefined is missing. */
export type FactValue = number | string | boolean | undefined;

export class Facts {
  readonly request: RequestFacts;
  #content: Content | undefined;
  #text: string | undefined;
  #inputTokens: number | undefined;

  constructor(request: RequestFacts) {
    this.request = request;
  }

  get content(): Content {
    this.#content ??= readContent(this.request.body);
    return this.#content;
  }

  /** The last user text; empty when there is none. */
  get text(): string {
    this.#text ??= lastUserText(this.request.body);
    return this.#text;
  }

  /** A cheap answer first: `false` is certain, `true` means that the estimate is worth its work. */
  mayHaveMoreTokensThan(limit: number): boolean {
    const { bytes } = this.request;
    if (this.#inputTokens !== undefined || bytes === undefined) return true;
    const { images, audio, files } = this.content;
    return bytes * MOST_PER_BYTE + (images + audio + files) * MOST_PER_ATTACHMENT > limit;
  }

  get inputTokens(): number {
    this.#inputTokens ??= estimateInputTokens(this.request.body);
    return this.#inputTokens;
  }
}
