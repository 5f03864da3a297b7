/**
 * Neutral chunks → the client's event stream. Every event has the next number; items are complete on their own; the last event
 * repeats them all. An id is told before its content is known, so that where items may be referred to a last one, empty, carries in
 * its id what all others said.
 */
import type { AnswerPart, Chunk, FinishReason, Usage } from "../../operations/chat/answer.ts";
import type { Refusal } from "../../refusal.ts";
import type { ChunkWriter } from "../translate-steps.ts";
import { sealedId } from "./item-ids.ts";
import { type Item, incompleteReason, reasoningItem, type Status } from "./items.ts";
import { type Kept, keptOf } from "./kept.ts";
import { type Called, OpenCall, type OpenItem, OpenMessage, OpenReasoning } from "./open-items.ts";
import { type Ended, type ResponseHead, responseObject } from "./response-object.ts";
import type { Seal } from "./sealed.ts";
import { proofItems } from "./write-answer.ts";

export class ResponseStream implements ChunkWriter {
  readonly #head: ResponseHead;
  readonly #kept: Kept;
  readonly #seal: Seal;
  readonly #output: Item[] = [];
  /** What was said, by the ids of the items. */
  readonly #said: Record<string, readonly AnswerPart[]> = {};
  /** By the provider's index. */
  readonly #calls = new Map<number, OpenCall>();
  #open: OpenMessage | OpenReasoning | undefined;
  #text = "";
  #number = 0;
  #finish: FinishReason = "stop";
  #usage: Usage | undefined;
  #ended = false;

  constructor(head: ResponseHead, seal: Seal) {
    this.#head = head;
    this.#kept = keptOf(head.request);
    this.#seal = seal;
  }

  write(chunks: readonly Chunk[]): string {
    for (const chunk of chunks) if (!this.#ended) this.#take(chunk);
    return this.#taken();
  }

  end(cost?: number): string {
    if (this.#ended) return "";
    this.#begin();
    const reason = incompleteReason(this.#finish);
    if (this.#output.length === 0) this.#message();
    this.#closeAll(reason ? "incomplete" : "completed");
    if (this.#kept.refers) this.#carry();
    this.#end(`response.${reason ? "incomplete" : "completed"}`, { reason, usage: this.#usage, cost });
    return this.#taken();
  }

  keepAlive(): string {
    if (this.#ended) return "";
    // Clients want to know first whose events they read.
    if (this.#number === 0) return ": keepalive\n\n";
    this.#tell("response.in_progress", { response: responseObject(this.#head, []) });
    return this.#taken();
  }

  broken({ code, message }: Refusal): string {
    if (this.#ended) return "";
    this.#begin();
    for (const item of this.#stillOpen()) this.#output[item.at] = item.item("incomplete");
    this.#end("response.failed", { error: { code, message } });
    return this.#taken();
  }

  #take(chunk: Chunk): void {
    switch (chunk.kind) {
      case "text":
      case "refusal":
        if (chunk.text !== "") this.#message().say(chunk.kind, chunk.text);
        break;
      case "reasoning":
        if (chunk.text !== "") this.#reasoning().think(chunk.text);
        break;
      case "proof":
        this.#reasoning().prove(chunk.proof);
        this.#closeOpen();
        break;
      case "tool-call":
        this.#call(chunk.index, chunk);
        break;
      case "tool-arguments":
        this.#calls.get(chunk.index)?.write(chunk.json);
        break;
      case "finish":
        this.#finish = chunk.finish;
        break;
      case "usage":
        this.#usage = chunk.usage;
        break;
      case "failed":
        break;
      default:
        chunk satisfies never;
    }
  }

  #message(): OpenMessage {
    if (this.#open instanceof OpenMessage) return this.#open;
    this.#closeOpen();
    this.#open = this.#add((at) => new OpenMessage(at, this.#tell));
    return this.#open;
  }

  #reasoning(): OpenReasoning {
    if (this.#open instanceof OpenReasoning) return this.#open;
    this.#closeOpen();
    const sealed = this.#kept.proves ? (parts: readonly AnswerPart[]) => this.#seal.close({ parts }) : undefined;
    this.#open = this.#add((at) => new OpenReasoning(at, this.#tell, sealed));
    return this.#open;
  }

  #call(index: number, { id, name, proof }: Called): void {
    this.#closeOpen();
    const call = { kind: "tool-call" as const, id, name, arguments: "", ...(proof && { proof }) };
    for (const item of proofItems(call, this.#kept, this.#seal)) this.#whole(item);
    this.#calls.set(
      index,
      this.#add((at) => new OpenCall(at, { id, name, ...(proof && { proof }) }, this.#kept, this.#tell)),
    );
  }

  /** What stands before it ends, but for calls that are not whole: pieces of several may come by turns. */
  #add<T extends OpenItem>(make: (at: number) => T): T {
    this.#begin();
    for (const [index, call] of this.#calls) {
      if (!call.isWhole) continue;
      this.#calls.delete(index);
      this.#close(call, "completed");
    }
    const item = make(this.#output.length);
    this.#output.push(item.item("in_progress"));
    return item;
  }

  #closeOpen(): void {
    const open = this.#open;
    this.#open = undefined;
    if (open) this.#close(open, "completed");
  }

  #close(open: OpenItem, status: Status): void {
    open.close();
    const item = open.item(status);
    this.#output[open.at] = item;
    this.#said[open.id] = open.parts;
    this.#tell("response.output_item.done", { output_index: open.at, item });
  }

  #stillOpen(): OpenItem[] {
    return [...(this.#open ? [this.#open] : []), ...this.#calls.values()].sort((a, b) => a.at - b.at);
  }

  /** What was cut is the last of them. */
  #closeAll(status: Status): void {
    const open = this.#stillOpen();
    for (const [i, item] of open.entries()) this.#close(item, i === open.length - 1 ? status : "completed");
    this.#open = undefined;
    this.#calls.clear();
  }

  #carry(): void {
    this.#whole(reasoningItem(sealedId("rs", this.#seal, { parts: [], of: this.#said }), "", undefined));
  }

  /** An item that comes all at once. */
  #whole(item: Item): void {
    this.#begin();
    const output_index = this.#output.push(item) - 1;
    this.#tell("response.output_item.added", { output_index, item });
    this.#tell("response.output_item.done", { output_index, item });
  }

  #begin(): void {
    if (this.#number > 0) return;
    const response = responseObject(this.#head, []);
    this.#tell("response.created", { response });
    this.#tell("response.in_progress", { response });
  }

  #end(type: string, ended: Ended): void {
    this.#tell(type, { response: responseObject(this.#head, this.#output, ended) });
    this.#ended = true;
  }

  readonly #tell = (type: string, said: object): void => {
    const data = JSON.stringify({ type, sequence_number: this.#number++, ...said });
    this.#text += `event: ${type}\ndata: ${data}\n\n`;
  };

  #taken(): string {
    const text = this.#text;
    this.#text = "";
    return text;
  }
}
