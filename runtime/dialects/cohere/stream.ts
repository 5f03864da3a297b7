/** Streamed answer of the second chat API → neutral chunks. Events of types that are not known are passed over. */
import type { Failure } from "../../failures.ts";
import type { Chunk, StreamReader } from "../../operations/chat/answer.ts";
import type { ChatRequest } from "../../operations/chat/request.ts";
import { type ToolNames, toolNames } from "../../operations/chat/tool-names.ts";
import { parseJson } from "../../wire/parse-json.ts";
import type { WireEvent } from "../../wire/sse.ts";
import { bodyFailure } from "./errors.ts";
import { argumentsOf, finishFailure, finishReason, newCallId, readUsage } from "./response.ts";
import { nameRule } from "./tools.ts";
import { isObject, type WireAnswerCall, type WireStreamEvent } from "./wire.ts";

export const stream: (asked: ChatRequest) => StreamReader = (asked) => new ChatStream(toolNames(asked, nameRule));

/** A tool call that is being received. */
interface Call {
  index: number;
  /** Arguments that may still turn out to be none: nothing, or the beginning of `null`. */
  held: string;
  hasArguments: boolean;
}

class ChatStream implements StreamReader {
  readonly #names: ToolNames;
  #calls = new Map<number, Call>();
  #called = 0;
  #ended = false;
  #failed = false;

  constructor(names: ToolNames) {
    this.#names = names;
  }

  get complete(): boolean {
    return this.#ended && !this.#failed;
  }

  read({ type, data }: WireEvent): Chunk[] {
    if (this.#ended || this.#failed || data.trim() === "[DONE]") return [];
    const event = parseJson(data);
    if (!isObject(event))
      return this.#fail({ class: "malformed", detail: "an event of the stream is not a JSON object" });
    const { type: named } = event as WireStreamEvent;
    if (named === undefined && type === "" && typeof event.message === "string") return this.#fail(bodyFailure(event));
    return this.#readEvent(named ?? type, event as WireStreamEvent);
  }

  #readEvent(type: string, { index = 0, delta = {} }: WireStreamEvent): Chunk[] {
    const { content, tool_plan: plan, tool_calls: calls } = delta.message ?? {};
    switch (type) {
      case "content-start":
      case "content-delta":
        if (content?.thinking) return [{ kind: "reasoning", text: content.thinking }];
        return content?.text ? [{ kind: "text", text: content.text }] : [];
      case "tool-plan-delta":
        return plan ? [{ kind: "text", text: plan }] : [];
      case "tool-call-start":
        return this.#start(index, Array.isArray(calls) ? calls[0] : calls);
      case "tool-call-delta":
        return this.#goOn(index, Array.isArray(calls) ? calls[0] : calls);
      case "tool-call-end":
        return this.#stop(index);
      case "message-end":
        return this.#end(delta);
      default:
        return [];
    }
  }

  #start(at: number, call: WireAnswerCall | undefined): Chunk[] {
    const name = call?.function?.name;
    if (typeof name !== "string") return [];
    const index = this.#called++;
    this.#calls.set(at, { index, held: "", hasArguments: false });
    const begun: Chunk = { kind: "tool-call", index, id: call?.id || newCallId(), name: this.#names.own(name) };
    return [begun, ...this.#goOn(at, call)];
  }

  #goOn(at: number, part: WireAnswerCall | undefined): Chunk[] {
    const call = this.#calls.get(at);
    const json = part?.function?.arguments;
    if (call === undefined || typeof json !== "string" || json === "") return [];
    call.held += json;
    if (!call.hasArguments && "null".startsWith(call.held.trim())) return [];
    call.hasArguments = true;
    return [{ kind: "tool-arguments", index: call.index, json: taken(call) }];
  }

  #stop(at: number): Chunk[] {
    const call = this.#calls.get(at);
    this.#calls.delete(at);
    if (call === undefined || call.hasArguments) return [];
    return [{ kind: "tool-arguments", index: call.index, json: argumentsOf(taken(call)) }];
  }

  #end({ finish_reason: word, usage, error }: NonNullable<WireStreamEvent["delta"]>): Chunk[] {
    const failure = finishFailure(word, error);
    if (failure !== undefined) return this.#fail(failure);
    this.#ended = true;
    const open = [...this.#calls.keys()].flatMap((at) => this.#stop(at));
    const counted: Chunk[] = isObject(usage) ? [{ kind: "usage", usage: readUsage(usage) }] : [];
    return [...open, { kind: "finish", finish: finishReason(word, this.#called > 0) }, ...counted];
  }

  #fail(failure: Failure): Chunk[] {
    this.#failed = true;
    return [{ kind: "failed", failure }];
  }
}

function taken(call: Call): string {
  const { held } = call;
  call.held = "";
  return held;
}
