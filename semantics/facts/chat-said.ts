/** What the body of a chat completion says. */
import { withFixed } from "../fixed-parameters.ts";
import { saidLimit } from "../parameters/output-limit.ts";
import { type InputTokens, inputTokensOf } from "../tokens/input-tokens.ts";
import { type Fields, fields, list } from "./body.ts";
import { type Content, readContent } from "./content.ts";
import { Facts, type RequestFacts } from "./facts.ts";
import { type Forms, readForms } from "./forms.ts";
import { lastUserText } from "./last-user-text.ts";
import type { Said } from "./said.ts";

export class ChatSaid implements Said {
  readonly #body: Fields;
  #content: Content | undefined;
  #forms: Forms | undefined;
  #text: string | undefined;
  #tokens: InputTokens | undefined;

  constructor(body: Fields) {
    this.#body = body;
  }

  get model(): string | undefined {
    const { model } = this.#body;
    return typeof model === "string" ? model : undefined;
  }

  get stream(): boolean {
    return this.#body.stream === true;
  }

  get maxOutputTokens(): number | undefined {
    return saidLimit(this.#body);
  }

  get choices(): number {
    return choicesOf(this.#body);
  }

  value(name: string): unknown {
    return Object.hasOwn(this.#body, name) ? this.#body[name] : undefined;
  }

  get serviceTier(): unknown {
    return this.#body.service_tier;
  }

  get tools(): number {
    return list(this.#body.tools).length;
  }

  get choosesTool(): boolean {
    const { type } = fields(this.#body.tool_choice);
    return type !== undefined && type !== "function";
  }

  get asksForAudio(): boolean {
    return list(this.#body.modalities).includes("audio");
  }

  get asksForReasoning(): boolean {
    const effort = this.#body.reasoning_effort;
    return typeof effort === "string" && effort !== "none";
  }

  get format(): Said["format"] {
    const { type } = fields(this.#body.response_format);
    return type === "json_schema" || type === "json_object" ? type : undefined;
  }

  get content(): Content {
    this.#content ??= readContent(this.#body);
    return this.#content;
  }

  get forms(): Forms {
    this.#forms ??= readForms(this.#body);
    return this.#forms;
  }

  get text(): string {
    this.#text ??= lastUserText(this.#body);
    return this.#text;
  }

  get tokens(): InputTokens {
    this.#tokens ??= inputTokensOf(this.#body);
    return this.#tokens;
  }

  get isCounted(): boolean {
    return this.#tokens !== undefined;
  }

  withFixed(set: Fields): Said {
    return new ChatSaid(withFixed(this.#body, set));
  }
}

/** Answers that a body asks for: one, unless it names a whole number of them. */
export function choicesOf({ n }: Fields): number {
  return Number.isSafeInteger(n) && Number(n) >= 1 ? Number(n) : 1;
}

export interface ChatFacts extends Omit<RequestFacts, "said"> {
  /** Of a chat completion. */
  readonly body: Fields;
}

/** The facts of a request with such a body. */
export function chatFacts({ body, ...request }: ChatFacts): Facts {
  return new Facts({ ...request, said: new ChatSaid(body) });
}
