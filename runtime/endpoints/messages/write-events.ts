/**
 * Neutral chunks → the client's event stream. Its clients take one block at a time, numbered without a gap, and the arguments of a
 * call in pieces: a second call waits until all is said of what goes on, since nothing says when a call has ended.
 */
import type { Chunk, FinishReason, Usage } from "../../operations/chat/answer.ts";
import type { Proof } from "../../operations/chat/request.ts";
import type { Refusal } from "../../refusal.ts";
import type { ChunkWriter } from "../translate-steps.ts";
import { carryProof } from "./carried-proofs.ts";
import { newMessageId, stopReason, writeUsage } from "./write-answer.ts";
import { errorEvent, PING } from "./write-refusal.ts";

/** A call that is being received. */
interface Call {
  id: string;
  name: string;
  proof: Proof | undefined;
  json: string;
}

type Open = "text" | "thinking" | "call";

export class MessageEvents implements ChunkWriter {
  readonly #model: string;
  readonly #inputTokens: () => number;
  #begun = false;
  #index = -1;
  #open: Open | undefined;
  /** By the index of the neutral call; the first of them is open, the others wait. */
  readonly #calls = new Map<number, Call>();
  #calledTools = false;
  #finish: { finish: FinishReason; stopSequence?: string } = { finish: "stop" };
  #usage: Usage | undefined;

  constructor(model: string, inputTokens: () => number) {
    this.#model = model;
    this.#inputTokens = inputTokens;
  }

  write(chunks: readonly Chunk[]): string {
    return chunks.map((chunk) => this.#writeChunk(chunk)).join("");
  }

  end(cost?: number): string {
    const { finish, stopSequence } = this.#finish;
    const rest = this.#begin() + this.#flushCalls() + this.#close();
    const stop_reason = stopReason(finish, stopSequence, this.#calledTools);
    const stop_sequence = stop_reason === "stop_sequence" ? stopSequence : null;
    const usage = { ...writeUsage(this.#usage), ...(cost !== undefined && { cost_usd: cost }) };
    return rest + event("message_delta", { delta: { stop_reason, stop_sequence }, usage }) + event("message_stop", {});
  }

  keepAlive(): string {
    return PING;
  }

  broken(refusal: Refusal): string {
    return errorEvent(refusal);
  }

  #writeChunk(chunk: Chunk): string {
    switch (chunk.kind) {
      case "text":
      case "refusal":
        return chunk.text === "" ? "" : this.#text(chunk.text);
      case "reasoning":
        return chunk.text === ""
          ? ""
          : this.#thinking() + this.#delta({ type: "thinking_delta", thinking: chunk.text });
      case "proof":
        return this.#proof(chunk.proof);
      case "tool-call":
        return this.#call(chunk);
      case "tool-arguments":
        return this.#arguments(chunk.index, chunk.json);
      case "finish":
        this.#finish = chunk;
        return "";
      case "usage":
        this.#usage = chunk.usage;
        return "";
      case "failed":
        return "";
      default:
        return chunk satisfies never;
    }
  }

  #begin(): string {
    if (this.#begun) return "";
    this.#begun = true;
    const usage = { ...writeUsage(this.#usage), output_tokens: 1 };
    if (this.#usage === undefined) usage.input_tokens = this.#inputTokens();
    const head = { id: newMessageId(), type: "message", role: "assistant", model: this.#model, content: [] };
    return event("message_start", { message: { ...head, stop_reason: null, stop_sequence: null, usage } });
  }

  #text(text: string): string {
    const start = this.#open === "text" ? "" : this.#start("text", { type: "text", text: "", citations: null });
    return start + this.#delta({ type: "text_delta", text });
  }

  #thinking(): string {
    return this.#open === "thinking" ? "" : this.#start("thinking", { type: "thinking", thinking: "", signature: "" });
  }

  #proof({ origin, value }: Proof): string {
    if (origin === "messages") return this.#thinking() + this.#delta({ type: "signature_delta", signature: value });
    return origin === "redacted-messages" ? this.#whole({ type: "redacted_thinking", data: value }) : "";
  }

  #call({ index, id, name, proof }: Extract<Chunk, { kind: "tool-call" }>): string {
    this.#calledTools = true;
    this.#calls.set(index, { id, name, proof, json: "" });
    return this.#calls.size === 1 ? this.#startCall({ id, name, proof, json: "" }) : "";
  }

  #arguments(index: number, json: string): string {
    const call = this.#calls.get(index);
    if (call === undefined) return "";
    const [first] = this.#calls.keys();
    if (index === first && this.#open === "call") return this.#input(json);
    call.json += json;
    return "";
  }

  /** The calls that wait, one after the other. */
  #flushCalls(): string {
    const [, ...waiting] = this.#calls.values();
    this.#calls.clear();
    return waiting.map((call) => this.#startCall(call) + this.#input(call.json)).join("");
  }

  #startCall({ id, name, proof }: Call): string {
    const carried = carryProof(id, proof).map((block) => this.#whole(block, "call"));
    return carried.join("") + this.#start("call", { type: "tool_use", id, name, input: {} });
  }

  #input(json: string): string {
    return json === "" ? "" : this.#delta({ type: "input_json_delta", partial_json: json });
  }

  /** A block that comes in one piece; one that is a call's own does not end the calls. */
  #whole(block: object, of: Open = "text"): string {
    return this.#start(of, block) + this.#close();
  }

  #start(open: Open, content_block: object): string {
    // What is said behind a call ends it.
    const before = open === "call" ? this.#begin() : this.#begin() + this.#flushCalls();
    const closed = this.#close();
    this.#open = open;
    this.#index++;
    return before + closed + event("content_block_start", { index: this.#index, content_block });
  }

  #delta(delta: object): string {
    return event("content_block_delta", { index: this.#index, delta });
  }

  #close(): string {
    if (this.#open === undefined) return "";
    this.#open = undefined;
    return event("content_block_stop", { index: this.#index });
  }
}

function event(type: string, data: object): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`;
}
