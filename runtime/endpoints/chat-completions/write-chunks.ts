/**
 * Neutral chunks → the client's event stream. Clients add pieces up by rules of their own, so: the role once and first,
 * one id, a tool call's id and name once, one call in a chunk, the finish once and last, usage only for who asked.
 */

import type { Chunk, FinishReason, Usage } from "../../operations/chat/answer.ts";
import type { Refusal } from "../../refusal.ts";
import type { ChunkWriter } from "../translate-steps.ts";
import { provedCall, thinkingBlock } from "./proofs.ts";
import { type AnswerHead, costMember, writeFinish, writeUsage } from "./write-answer.ts";
import { errorEvent, KEEP_ALIVE } from "./write-refusal.ts";

/** `usage`: the client asked for the last chunk with the usage. */
export function chunkWriter(head: AnswerHead, usage: boolean): ChunkWriter {
  return new ClientStream(head, usage);
}

class ClientStream implements ChunkWriter {
  readonly #head: object;
  /** Of an event with a choice: what stands before what is new in it, and behind. */
  readonly #before: string;
  readonly #behind: string;
  readonly #wantsUsage: boolean;
  #begun = false;
  #closed = false;
  #calls = 0;
  /** What was thought since the last proof. */
  #thought = "";
  #finish: FinishReason = "stop";
  #usage: Usage | undefined;

  constructor({ id, created, model }: AnswerHead, usage: boolean) {
    this.#head = { id, object: "chat.completion.chunk", created, model };
    this.#wantsUsage = usage;
    this.#before = `data: ${JSON.stringify(this.#head).slice(0, -1)},"choices":[{"index":0,"delta":`;
    this.#behind = usage ? '}],"usage":null}\n\n' : "}]}\n\n";
  }

  write(chunks: readonly Chunk[]): string {
    let text = "";
    if (!this.#closed) for (const chunk of chunks) text += this.#writeChunk(chunk);
    return text;
  }

  end(cost?: number): string {
    if (this.#closed) return "";
    const begin = this.#begin();
    this.#closed = true;
    return begin + this.#choice({}, writeFinish(this.#finish, this.#calls > 0)) + this.#usageEvent(cost) + DONE;
  }

  keepAlive(): string {
    return KEEP_ALIVE;
  }

  broken(refusal: Refusal): string {
    return errorEvent(refusal);
  }

  #writeChunk(chunk: Chunk): string {
    switch (chunk.kind) {
      case "text":
        return chunk.text === "" ? "" : this.#delta({ content: chunk.text });
      case "reasoning":
        this.#thought += chunk.text;
        return chunk.text === "" ? "" : this.#delta({ reasoning_content: chunk.text });
      case "refusal":
        return chunk.text === "" ? "" : this.#delta({ refusal: chunk.text });
      case "proof": {
        const blocks = thinkingBlock(this.#thought, chunk.proof);
        this.#thought = "";
        return blocks.length === 0 ? "" : this.#delta({ thinking_blocks: blocks });
      }
      case "tool-call": {
        this.#calls++;
        const { index, id, name, proof } = chunk;
        const call = { index, id, type: "function", function: { name, arguments: "" }, ...provedCall(proof) };
        return this.#delta({ tool_calls: [call] });
      }
      case "tool-arguments":
        return this.#delta({ tool_calls: [{ index: chunk.index, function: { arguments: chunk.json } }] });
      case "finish":
        this.#finish = chunk.finish;
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
    return this.#choice({ role: "assistant", content: "", refusal: null }, null);
  }

  #delta(delta: object): string {
    return this.#begin() + this.#choice(delta, null);
  }

  #choice(delta: object, finish_reason: string | null): string {
    const finish = finish_reason === null ? "null" : `"${finish_reason}"`;
    return `${this.#before}${JSON.stringify(delta)},"logprobs":null,"finish_reason":${finish}${this.#behind}`;
  }

  #usageEvent(cost: number | undefined): string {
    if (!this.#wantsUsage || this.#usage === undefined) return "";
    const usage = { ...writeUsage(this.#usage), ...costMember(cost) };
    return event({ ...this.#head, choices: [], usage });
  }
}

const DONE = "data: [DONE]\n\n";

function event(data: object): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}
