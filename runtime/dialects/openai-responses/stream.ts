/** Streamed answer of Responses → neutral chunks. Events of types that are not known are passed over. */
import type { Failure } from "../../failures.ts";
import type { Chunk, StreamReader } from "../../operations/chat/answer.ts";
import type { Proof } from "../../operations/chat/request.ts";
import { parseJson } from "../../wire/parse-json.ts";
import type { WireEvent } from "../../wire/sse.ts";
import { bodyFailure } from "../formats/chat-completions/errors.ts";
import { failureOf, finishReason, readMessage, readUsage } from "./response.ts";
import { readProof, textOf } from "./thoughts.ts";
import { isObject, type WireOutput, type WireResponse, type WireStreamEvent } from "./wire.ts";

export const stream = (): StreamReader => new ResponsesStream();

class ResponsesStream implements StreamReader {
  /** Items of which some was told in pieces, by their place in the output. */
  readonly #told = new Set<number>();
  /** Some item has come whole. */
  #hasWhole = false;
  /** Calls, by their place in the output, in the order in which they began. */
  readonly #calls = new Map<number, number>();
  /** What the next call was thought out by. */
  #held: Proof | undefined;
  #ended = false;
  #failed = false;

  get complete(): boolean {
    return this.#ended && !this.#failed;
  }

  read({ type, data }: WireEvent): Chunk[] {
    if (this.#ended || this.#failed || data.trim() === "[DONE]") return [];
    const event = parseJson(data);
    if (!isObject(event))
      return this.#fail({ class: "malformed", detail: "an event of the stream is not a JSON object" });
    return this.#readEvent((event as WireStreamEvent).type ?? type, event);
  }

  #readEvent(type: string, event: Record<string, unknown>): Chunk[] {
    const { output_index: at = 0, summary_index: paragraph = 0, item, delta = "", response } = event as WireStreamEvent;
    switch (type) {
      case "response.output_item.added":
        return isObject(item) ? this.#begin(at, item) : [];
      case "response.output_text.delta":
        return this.#piece(at, { kind: "text", text: delta });
      case "response.refusal.delta":
        return this.#piece(at, { kind: "refusal", text: delta });
      case "response.reasoning_summary_part.added":
        return paragraph > 0 ? this.#piece(at, { kind: "reasoning", text: "\n\n" }) : [];
      case "response.reasoning_summary_text.delta":
      case "response.reasoning_text.delta":
        return this.#piece(at, { kind: "reasoning", text: delta });
      case "response.function_call_arguments.delta":
        return this.#arguments(at, delta);
      case "response.output_item.done":
        return isObject(item) ? this.#done(at, item) : [];
      case "response.completed":
      case "response.incomplete":
        return this.#end(response ?? {});
      case "response.failed":
        return this.#fail(failureOf((response ?? {}) as Record<string, unknown>) ?? unnamed);
      case "error":
        return this.#fail(bodyFailure(isObject(event.error) ? event : { error: event }));
      default:
        return isObject(event.error) ? this.#fail(bodyFailure(event)) : [];
    }
  }

  #begin(at: number, item: WireOutput): Chunk[] {
    if (item.type !== "function_call") return this.#release();
    const { call_id: id, name } = item;
    if (typeof id !== "string" || typeof name !== "string" || this.#calls.has(at)) return [];
    const index = this.#calls.size;
    const proof = this.#held === undefined ? {} : { proof: this.#held };
    this.#held = undefined;
    this.#calls.set(at, index);
    return [{ kind: "tool-call", index, id, name, ...proof }];
  }

  #piece(at: number, chunk: Extract<Chunk, { text: string }>): Chunk[] {
    if (chunk.text === "") return [];
    this.#told.add(at);
    return [chunk];
  }

  #arguments(at: number, json: string): Chunk[] {
    const index = this.#calls.get(at);
    if (index === undefined || json === "") return [];
    this.#told.add(at);
    return [{ kind: "tool-arguments", index, json }];
  }

  /** An item that is whole: all of it where nothing was told in pieces. */
  #done(at: number, item: WireOutput): Chunk[] {
    this.#hasWhole = true;
    const isTold = this.#told.has(at);
    switch (item.type) {
      case "message":
        return isTold ? [] : [...this.#release(), ...readMessage(item)];
      case "function_call": {
        const begun = this.#begin(at, item);
        return isTold ? begun : [...begun, ...this.#arguments(at, item.arguments || "{}")];
      }
      case "reasoning": {
        const text = isTold ? "" : textOf(item);
        const released = this.#release();
        this.#held = readProof(item);
        return text === "" ? released : [...released, { kind: "reasoning", text }];
      }
      default:
        return [];
    }
  }

  /** What was held for a call that did not follow. */
  #release(): Chunk[] {
    const proof = this.#held;
    this.#held = undefined;
    return proof === undefined ? [] : [{ kind: "proof", proof }];
  }

  #end(response: WireResponse): Chunk[] {
    const failure = failureOf(response as Record<string, unknown>);
    if (failure !== undefined) return this.#fail(failure);
    this.#ended = true;
    const { usage, service_tier: tier, output } = response;
    const untold = this.#hasTold
      ? []
      : (output ?? []).flatMap((item, at) => (isObject(item) ? this.#done(at, item) : []));
    const counted: Chunk[] = isObject(usage) ? [{ kind: "usage", usage: readUsage(usage, tier) }] : [];
    return [
      ...untold,
      ...this.#release(),
      { kind: "finish", finish: finishReason(response, this.#calls.size > 0) },
      ...counted,
    ];
  }

  /** Then the last event says nothing new; its places may be others, where it leaves items out. */
  get #hasTold(): boolean {
    return this.#hasWhole || this.#told.size > 0 || this.#calls.size > 0;
  }

  #fail(failure: Failure): Chunk[] {
    this.#failed = true;
    return [{ kind: "failed", failure }];
  }
}

const unnamed: Failure = { class: "server-error", detail: "the provider could not finish its answer" };
