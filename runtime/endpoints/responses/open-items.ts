/** Items of a stream while they are being written: each tells its events, and in the end the item and what was said in it. */
import type { AnswerPart } from "../../operations/chat/answer.ts";
import type { Proof } from "../../operations/chat/request.ts";
import { shortId } from "./item-ids.ts";
import { callItem, contentPart, type Item, messageItem, reasoningItem, type Status } from "./items.ts";
import type { Kept } from "./kept.ts";

/** Writes one event: its type, and what it says beside its number. */
export type Tell = (type: string, said: object) => void;

export interface OpenItem {
  readonly id: string;
  /** Its place in the output. */
  readonly at: number;
  /** As far as it has come. */
  item(status: Status): Item;
  /** What was said in it. */
  readonly parts: readonly AnswerPart[];
  /** The events before its `output_item.done`. */
  close(): void;
}

type Said = Extract<AnswerPart, { kind: "text" | "refusal" }>;

export class OpenMessage implements OpenItem {
  readonly id: string = shortId("msg");
  readonly at: number;
  readonly parts: Said[] = [];
  readonly #tell: Tell;

  constructor(at: number, tell: Tell) {
    this.at = at;
    this.#tell = tell;
    tell("response.output_item.added", { output_index: at, item: this.item("in_progress") });
  }

  say(kind: Said["kind"], text: string): void {
    if (this.parts.at(-1)?.kind !== kind) this.#openPart(kind);
    this.parts.at(-1)!.text += text;
    const more = kind === "text" ? { logprobs: [] } : {};
    this.#tell(`response.${wireKind[kind]}.delta`, { ...this.#place, delta: text, ...more });
  }

  #openPart(kind: Said["kind"]): void {
    this.#closePart();
    const part: Said = { kind, text: "" };
    this.parts.push(part);
    this.#tell("response.content_part.added", { ...this.#place, part: contentPart(part) });
  }

  item(status: Status): Item {
    return messageItem(this.id, status === "in_progress" ? [] : this.parts.map(contentPart), status);
  }

  close(): void {
    this.#closePart();
  }

  #closePart(): void {
    const last = this.parts.at(-1);
    if (last === undefined) return;
    const { kind, text } = last;
    const done = kind === "text" ? { text, logprobs: [] } : { refusal: text };
    this.#tell(`response.${wireKind[kind]}.done`, { ...this.#place, ...done });
    this.#tell("response.content_part.done", { ...this.#place, part: contentPart(last) });
  }

  get #place(): object {
    return { item_id: this.id, output_index: this.at, content_index: this.parts.length - 1 };
  }
}

const wireKind = { text: "output_text", refusal: "refusal" } as const;

export class OpenReasoning implements OpenItem {
  readonly id: string = shortId("rs");
  readonly at: number;
  readonly #tell: Tell;
  readonly #sealed: ((parts: readonly AnswerPart[]) => string) | undefined;
  #text = "";
  #proof: Proof | undefined;

  /** `sealed`: what can come back, where that was asked for. */
  constructor(at: number, tell: Tell, sealed: ((parts: readonly AnswerPart[]) => string) | undefined) {
    this.at = at;
    this.#tell = tell;
    this.#sealed = sealed;
    tell("response.output_item.added", { output_index: at, item: reasoningItem(this.id, "", undefined) });
  }

  think(text: string): void {
    if (this.#text === "")
      this.#tell("response.reasoning_summary_part.added", { ...this.#place, part: { type: "summary_text", text: "" } });
    this.#text += text;
    this.#tell("response.reasoning_summary_text.delta", { ...this.#place, delta: text });
  }

  prove(proof: Proof): void {
    this.#proof = proof;
  }

  get parts(): AnswerPart[] {
    return [{ kind: "reasoning", text: this.#text, ...(this.#proof && { proof: this.#proof }) }];
  }

  item(): Item {
    return reasoningItem(this.id, this.#text, this.#sealed?.(this.parts));
  }

  close(): void {
    if (this.#text === "") return;
    const text = this.#text;
    this.#tell("response.reasoning_summary_text.done", { ...this.#place, text });
    this.#tell("response.reasoning_summary_part.done", { ...this.#place, part: { type: "summary_text", text } });
  }

  get #place(): object {
    return { item_id: this.id, output_index: this.at, summary_index: 0 };
  }
}

export interface Called {
  id: string;
  name: string;
  proof?: Proof;
}

export class OpenCall implements OpenItem {
  readonly id: string;
  readonly at: number;
  readonly #tell: Tell;
  readonly #call: Called;
  readonly #kept: Kept;
  readonly #isFreeForm: boolean;
  #json = "";

  constructor(at: number, call: Called, kept: Kept, tell: Tell) {
    this.#isFreeForm = kept.tools.get(call.name)?.isFreeForm === true;
    this.id = shortId(this.#isFreeForm ? "ctc" : "fc");
    this.at = at;
    this.#call = call;
    this.#kept = kept;
    this.#tell = tell;
    tell("response.output_item.added", { output_index: at, item: this.item("in_progress") });
  }

  write(json: string): void {
    this.#json += json;
    // The text of a free-form input is known when its last quote has come.
    if (!this.#isFreeForm) this.#tell("response.function_call_arguments.delta", { ...this.#place, delta: json });
  }

  /** All of its arguments are here, as far as can be told. */
  get isWhole(): boolean {
    try {
      return typeof JSON.parse(this.#json) === "object";
    } catch {
      return false;
    }
  }

  get parts(): AnswerPart[] {
    return [{ kind: "tool-call", ...this.#call, arguments: this.#json }];
  }

  item(status: Status): Item {
    return callItem(this.id, { ...this.#call, arguments: this.#json }, this.#kept, status);
  }

  close(): void {
    const item = this.item("completed");
    if (item.type === "function_call") {
      const { name, arguments: json } = item;
      this.#tell("response.function_call_arguments.done", { ...this.#place, name, arguments: json });
    } else if (item.type === "custom_tool_call") {
      if (item.input !== "") this.#tell("response.custom_tool_call_input.delta", { ...this.#place, delta: item.input });
      this.#tell("response.custom_tool_call_input.done", { ...this.#place, input: item.input });
    }
  }

  get #place(): object {
    return { item_id: this.id, output_index: this.at };
  }
}
