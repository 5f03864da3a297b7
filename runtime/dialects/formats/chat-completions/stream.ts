/** Streamed chat completion → neutral chunks. Mends what hosts of this dialect get wrong in tool calls and finish reasons. */

import type { Failure } from "../../../failures.ts";
import type { Chunk, StreamReader } from "../../../operations/chat/answer.ts";
import { parseJson } from "../../../wire/parse-json.ts";
import type { WireEvent } from "../../../wire/sse.ts";
import { CallPieces } from "./call-pieces.ts";
import { bodyFailure, failureIn } from "./errors.ts";
import { finishFailure, finishReason, readUsage, reasoningOf, refusalOf, textOf } from "./response.ts";
import { withDeltas } from "./told-whole.ts";
import { isObject, type WireAnswer, type WireMessage, type WireToolCall } from "./wire.ts";

export const stream: () => StreamReader = () => new ChatStream();

class ChatStream implements StreamReader {
  readonly #calls = new CallPieces();
  #begun = false;
  #finished = false;
  #ended = false;
  #failed = false;

  get complete(): boolean {
    return this.#finished && !this.#failed;
  }

  read(event: WireEvent): Chunk[] {
    if (this.#failed || this.#ended) return [];
    if (event.data.trim() === "[DONE]") return this.#end();
    const body = parseJson(event.data);
    if (!isObject(body))
      return this.#fail({ class: "malformed", detail: "an event of the stream is not a JSON object" });
    const failure = event.type === "error" ? bodyFailure(body) : failureIn(body);
    if (failure !== undefined) return this.#fail(failure);
    return this.#readChunk(withDeltas(body) ?? (body as WireAnswer));
  }

  #readChunk({ choices, usage, service_tier: tier }: WireAnswer): Chunk[] {
    const choice = Array.isArray(choices) ? choices[0] : undefined;
    if (choice !== undefined) this.#begun = true;
    const chunks = isObject(choice?.delta) ? this.#readDelta(choice.delta) : [];
    const word = choice?.finish_reason;
    if (typeof word === "string" && word !== "") {
      const failure = finishFailure(word);
      if (failure !== undefined) return [...chunks, ...this.#fail(failure)];
      chunks.push(...this.#finish(word));
    }
    if (isObject(usage)) chunks.push({ kind: "usage", usage: readUsage(usage, tier) });
    return chunks;
  }

  #readDelta(delta: WireMessage): Chunk[] {
    const chunks: Chunk[] = [];
    const reasoning = reasoningOf(delta);
    if (reasoning !== "") chunks.push({ kind: "reasoning", text: reasoning });
    const text = textOf(delta);
    if (text !== "") chunks.push({ kind: "text", text });
    const refusal = refusalOf(delta);
    if (refusal !== "") chunks.push({ kind: "refusal", text: refusal });
    for (const part of Array.isArray(delta.tool_calls) ? delta.tool_calls : []) {
      if (isObject(part)) chunks.push(...this.#readToolCall(part));
    }
    return chunks;
  }

  #readToolCall(part: WireToolCall): Chunk[] {
    const piece = this.#calls.read(part);
    if (piece === undefined) return [];
    const { begins: name, json } = piece;
    const { index, id } = piece.call;
    const begun: Chunk[] = name === undefined ? [] : [{ kind: "tool-call", index, id, name }];
    return json === "" ? begun : [...begun, { kind: "tool-arguments", index, json }];
  }

  /** An end mark ends what has finished: alone it is no answer, and behind a text that did not finish it hides that. */
  #end(): Chunk[] {
    this.#ended = true;
    if (this.#finished) return [];
    if (!this.#begun) return this.#fail({ class: "malformed", detail: "the stream ended without an answer" });
    return this.#fail({ class: "truncated", detail: "the stream ended without a finish" });
  }

  #finish(word: string): Chunk[] {
    if (this.#finished) return [];
    this.#finished = true;
    return [
      ...this.#calls.bare.map(({ index }): Chunk => ({ kind: "tool-arguments", index, json: "{}" })),
      { kind: "finish", finish: finishReason(word, this.#calls.count > 0) },
    ];
  }

  #fail(failure: Failure): Chunk[] {
    this.#failed = true;
    return [{ kind: "failed", failure }];
  }
}
