/** Streamed Messages answer → neutral chunks. Events of types that are not known are passed over, as the API asks. */

import type { Failure } from "../../failures.ts";
import type { Chunk, StreamReader } from "../../operations/chat/answer.ts";
import { parseJson } from "../../wire/parse-json.ts";
import type { WireEvent } from "../../wire/sse.ts";
import { bodyFailure } from "./errors.ts";
import { finishReason, readUsage, redacted, signed } from "./response.ts";
import { isObject, type WireAnswerBlock, type WireStreamEvent, type WireUsage } from "./wire.ts";

export const stream: () => StreamReader = () => new MessageStream();

/** A tool call that is being received. */
interface Call {
  index: number;
  /** What came with the start of the block; most send it empty and the rest in pieces. */
  input: unknown;
  hasArguments: boolean;
}

export class MessageStream implements StreamReader {
  #calls = new Map<number, Call>();
  #called = 0;
  #usage: WireUsage = {};
  #stopReason: string | null | undefined;
  #stopSequence: string | null | undefined;
  #begun = false;
  #stopped = false;
  #failed = false;

  get complete(): boolean {
    return this.#stopped && !this.#failed;
  }

  read({ data }: WireEvent): Chunk[] {
    if (this.#stopped || this.#failed) return [];
    const event = parseJson(data);
    if (!isObject(event))
      return this.#fail({ class: "malformed", detail: "an event of the stream is not a JSON object" });
    if (event.type === "error") return this.#fail(bodyFailure(event));
    return this.#readEvent(event as WireStreamEvent);
  }

  #readEvent(event: WireStreamEvent): Chunk[] {
    if (event.type === "message_start" || event.type === "content_block_start") this.#begun = true;
    switch (event.type) {
      case "message_start":
        return this.#keepUsage(event.message?.usage);
      case "content_block_start":
        return this.#startBlock(event.index ?? 0, event.content_block ?? {});
      case "content_block_delta":
        return this.#readDelta(event.index ?? 0, event.delta ?? {});
      case "content_block_stop":
        return this.#stopBlock(event.index ?? 0);
      case "message_delta":
        this.#stopReason = event.delta?.stop_reason ?? this.#stopReason;
        this.#stopSequence = event.delta?.stop_sequence ?? this.#stopSequence;
        return this.#keepUsage(event.usage);
      case "message_stop":
        return this.#stop();
      default:
        return [];
    }
  }

  #startBlock(block: number, { type, text, thinking, data, id, name, input }: WireAnswerBlock): Chunk[] {
    if (type === "text" && text) return [{ kind: "text", text }];
    if (type === "thinking" && thinking) return [{ kind: "reasoning", text: thinking }];
    if (type === "redacted_thinking" && data) return [{ kind: "proof", proof: redacted(data) }];
    if (type !== "tool_use" || typeof id !== "string" || typeof name !== "string") return [];
    const index = this.#called++;
    this.#calls.set(block, { index, input, hasArguments: false });
    return [{ kind: "tool-call", index, id, name }];
  }

  #readDelta(block: number, delta: NonNullable<WireStreamEvent["delta"]>): Chunk[] {
    if (delta.type === "text_delta" && delta.text) return [{ kind: "text", text: delta.text }];
    if (delta.type === "thinking_delta" && delta.thinking) return [{ kind: "reasoning", text: delta.thinking }];
    if (delta.type === "signature_delta" && delta.signature) return [{ kind: "proof", proof: signed(delta.signature) }];
    const call = this.#calls.get(block);
    if (delta.type !== "input_json_delta" || !delta.partial_json || call === undefined) return [];
    call.hasArguments = true;
    return [{ kind: "tool-arguments", index: call.index, json: delta.partial_json }];
  }

  #stopBlock(block: number): Chunk[] {
    const call = this.#calls.get(block);
    this.#calls.delete(block);
    if (call === undefined || call.hasArguments) return [];
    return [{ kind: "tool-arguments", index: call.index, json: JSON.stringify(call.input ?? {}) }];
  }

  /** An end mark ends what has stopped: alone it is no answer, and behind a text that did not stop it hides that. */
  #stop(): Chunk[] {
    if (!this.#begun) return this.#fail({ class: "malformed", detail: "the stream ended without an answer" });
    if (!this.#stopReason)
      return this.#fail({ class: "truncated", detail: "the stream ended without a reason to stop" });
    this.#stopped = true;
    const open = [...this.#calls.keys()].flatMap((block) => this.#stopBlock(block));
    const finish = finishReason(this.#stopReason, this.#called > 0);
    const stopSequence = this.#stopSequence ?? undefined;
    return [...open, { kind: "finish", finish, ...(stopSequence !== undefined && { stopSequence }) }];
  }

  /** Later counts replace earlier ones; a count of zero for the input does not, since some proxies send it. */
  #keepUsage(usage: WireUsage | null | undefined): Chunk[] {
    if (!isObject(usage)) return [];
    for (const [name, value] of Object.entries(usage)) {
      if (value === null || (value === 0 && name !== "output_tokens")) continue;
      this.#usage = { ...this.#usage, [name]: value };
    }
    return [{ kind: "usage", usage: readUsage(this.#usage) }];
  }

  #fail(failure: Failure): Chunk[] {
    this.#failed = true;
    return [{ kind: "failed", failure }];
  }
}
