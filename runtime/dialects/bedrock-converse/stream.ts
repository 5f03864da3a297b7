/** Streamed Converse answer → neutral chunks. Events whose names are not known are passed over; what counts comes behind the stop. */
import type { Failure } from "../../failures.ts";
import type { Chunk, StreamReader } from "../../operations/chat/answer.ts";
import type { ChatRequest } from "../../operations/chat/request.ts";
import { type ToolNames, toolNames } from "../../operations/chat/tool-names.ts";
import { EXCEPTION } from "../../wire/aws-event-stream.ts";
import { parseJson } from "../../wire/parse-json.ts";
import type { WireEvent } from "../../wire/sse.ts";
import { exceptionFailure } from "./errors.ts";
import { finishFailure, finishReason, notCallable, readStopSequence, readUsage, redacted, signed } from "./response.ts";
import { mayCall, nameRule } from "./tools.ts";
import { isObject, type WireStreamEvent } from "./wire.ts";

export const stream: (asked: ChatRequest) => StreamReader = (asked) => new ConverseStream(asked);

/** A tool call that is being received. */
interface Call {
  index: number;
  hasArguments: boolean;
}

class ConverseStream implements StreamReader {
  readonly #names: ToolNames;
  readonly #mayCall: boolean;
  #calls = new Map<number, Call>();
  #called = 0;
  #stopped = false;
  #failed = false;

  constructor(asked: ChatRequest) {
    this.#names = toolNames(asked, nameRule);
    this.#mayCall = mayCall(asked);
  }

  get complete(): boolean {
    return this.#stopped && !this.#failed;
  }

  read({ type, data }: WireEvent): Chunk[] {
    if (this.#failed) return [];
    const event = parseJson(data === "" ? "{}" : data);
    if (type.startsWith(EXCEPTION)) return this.#fail(exceptionFailure(type.slice(EXCEPTION.length), event));
    if (!isObject(event))
      return this.#fail({ class: "malformed", detail: "an event of the stream is not a JSON object" });
    return this.#readEvent(type, event as WireStreamEvent);
  }

  #readEvent(type: string, event: WireStreamEvent): Chunk[] {
    switch (type) {
      case "contentBlockStart":
        return this.#startBlock(event.contentBlockIndex ?? 0, event.start?.toolUse);
      case "contentBlockDelta":
        return this.#readDelta(event.contentBlockIndex ?? 0, event.delta ?? {});
      case "contentBlockStop":
        return this.#stopBlock(event.contentBlockIndex ?? 0);
      case "messageStop":
        return this.#stop(event);
      case "metadata":
        return isObject(event.usage) ? [{ kind: "usage", usage: readUsage(event.usage, event.serviceTier) }] : [];
      default:
        return [];
    }
  }

  #startBlock(block: number, toolUse: NonNullable<WireStreamEvent["start"]>["toolUse"]): Chunk[] {
    const { toolUseId: id, name } = toolUse ?? {};
    if (typeof id !== "string" || typeof name !== "string") return [];
    if (!this.#mayCall) return this.#fail(notCallable);
    const index = this.#called++;
    this.#calls.set(block, { index, hasArguments: false });
    return [{ kind: "tool-call", index, id, name: this.#names.own(name) }];
  }

  #readDelta(block: number, { text, toolUse, reasoningContent }: NonNullable<WireStreamEvent["delta"]>): Chunk[] {
    if (text) return [{ kind: "text", text }];
    const chunks: Chunk[] = [];
    if (reasoningContent?.text) chunks.push({ kind: "reasoning", text: reasoningContent.text });
    if (reasoningContent?.signature) chunks.push({ kind: "proof", proof: signed(reasoningContent.signature) });
    if (reasoningContent?.redactedContent)
      chunks.push({ kind: "proof", proof: redacted(reasoningContent.redactedContent) });
    const call = this.#calls.get(block);
    if (!toolUse?.input || call === undefined) return chunks;
    call.hasArguments = true;
    return [...chunks, { kind: "tool-arguments", index: call.index, json: toolUse.input }];
  }

  #stopBlock(block: number): Chunk[] {
    const call = this.#calls.get(block);
    this.#calls.delete(block);
    if (call === undefined || call.hasArguments) return [];
    return [{ kind: "tool-arguments", index: call.index, json: "{}" }];
  }

  #stop({ stopReason, additionalModelResponseFields }: WireStreamEvent): Chunk[] {
    if (this.#stopped) return [];
    const failure = finishFailure(stopReason);
    if (failure !== undefined) return this.#fail(failure);
    this.#stopped = true;
    const open = [...this.#calls.keys()].flatMap((block) => this.#stopBlock(block));
    const stopSequence = readStopSequence(additionalModelResponseFields);
    const finish = finishReason(stopReason, this.#called > 0);
    return [...open, { kind: "finish", finish, ...(stopSequence !== undefined && { stopSequence }) }];
  }

  #fail(failure: Failure): Chunk[] {
    this.#failed = true;
    return [{ kind: "failed", failure }];
  }
}
