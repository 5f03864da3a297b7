/**
 * Streamed answer → neutral chunks. Each event has the shape of a whole answer. A reason to finish may stand in every event, and
 * the stream ends where the connection does. Calls come whole; one that has no signature is held until it is clear that none
 * follows, since it may come on an empty text behind it.
 */
import type { Failure } from "../../../failures.ts";
import type { AnswerToolCall, Chunk, StreamReader } from "../../../operations/chat/answer.ts";
import type { ChatRequest } from "../../../operations/chat/request.ts";
import { parseJson } from "../../../wire/parse-json.ts";
import type { WireEvent } from "../../../wire/sse.ts";
import { CallReader } from "./calls.ts";
import { bodyFailure } from "./errors.ts";
import { finishFailure, finishReason } from "./finish.ts";
import { firstOf, isBlocked, partsOf } from "./response.ts";
import { signed } from "./signatures.ts";
import { readUsage } from "./usage.ts";
import { isObject, type WireAnswer, type WireAnswerPart } from "./wire.ts";

export function stream(asked: ChatRequest): StreamReader {
  return new ContentStream(asked);
}

class ContentStream implements StreamReader {
  readonly #calls: CallReader;
  #called = 0;
  #held: AnswerToolCall[] = [];
  #finish: string | undefined;
  #failed = false;

  constructor(asked: ChatRequest) {
    this.#calls = new CallReader(asked);
  }

  get complete(): boolean {
    return this.#finish !== undefined && !this.#failed;
  }

  read({ data }: WireEvent): Chunk[] {
    if (this.#failed) return [];
    const event = parseJson(data);
    const failure = bodyFailure(event);
    if (failure !== undefined) return this.#fail(failure);
    if (!isObject(event))
      return this.#fail({ class: "malformed", detail: "an event of the stream is not a JSON object" });
    return this.#readEvent(event);
  }

  end(): Chunk[] {
    const held = this.#release();
    return [...held, { kind: "finish", finish: finishReason(this.#finish, this.#called > 0) }];
  }

  #readEvent({ candidates, promptFeedback, usageMetadata }: WireAnswer): Chunk[] {
    const candidate = firstOf(candidates);
    if (candidate === undefined && isBlocked(promptFeedback)) this.#finish ??= "PROHIBITED_CONTENT";
    const chunks: Chunk[] = [];
    if (candidate !== undefined) for (const part of partsOf(candidate)) this.#readPart(part, chunks);
    // The cloud's host says more than counts, and before it has any.
    if (isObject(usageMetadata) && typeof usageMetadata.promptTokenCount === "number")
      chunks.push({ kind: "usage", usage: readUsage(usageMetadata) });
    const word = candidate?.finishReason;
    const broken = finishFailure(word);
    if (broken !== undefined) return [...chunks, ...this.#fail(broken)];
    if (typeof word === "string" && word !== "" && word !== "FINISH_REASON_UNSPECIFIED") this.#finish = word;
    return chunks;
  }

  #readPart(part: WireAnswerPart, chunks: Chunk[]): void {
    const call = this.#calls.read(part);
    if (call !== undefined) {
      chunks.push(...this.#take(call));
      return;
    }
    const text = typeof part.text === "string" ? part.text : "";
    const proof = part.thoughtSignature ? signed(part.thoughtSignature) : undefined;
    const first = this.#held[0];
    if (text === "" && proof !== undefined && first !== undefined) {
      first.proof = proof;
      chunks.push(...this.#release());
      return;
    }
    if (text === "" && proof === undefined) return;
    if (first !== undefined) chunks.push(...this.#release());
    if (text !== "") chunks.push({ kind: part.thought ? "reasoning" : "text", text });
    if (proof) chunks.push({ kind: "proof", proof });
  }

  /** Of calls beside each other only the first is signed. */
  #take(call: AnswerToolCall): Chunk[] {
    const isFirst = this.#called === 0 && this.#held.length === 0;
    if (this.#held.length > 0 || (isFirst && call.proof === undefined)) {
      this.#held.push(call);
      return [];
    }
    return this.#write(call);
  }

  #release(): Chunk[] {
    const held = this.#held;
    this.#held = [];
    return held.flatMap((call) => this.#write(call));
  }

  #write({ id, name, arguments: json, proof }: AnswerToolCall): Chunk[] {
    const index = this.#called++;
    return [
      { kind: "tool-call", index, id, name, ...(proof && { proof }) },
      { kind: "tool-arguments", index, json },
    ];
  }

  #fail(failure: Failure): Chunk[] {
    this.#failed = true;
    return [{ kind: "failed", failure }];
  }
}
