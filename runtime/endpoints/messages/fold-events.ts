/** The events of a streamed message → the message, with all of their members. */
import { parseJson } from "../../wire/parse-json.ts";
import type { WireEvent } from "../../wire/sse.ts";
import type { StreamFold } from "../endpoint.ts";

type Members = Record<string, unknown>;

export class FoldEvents implements StreamFold {
  #message: Members = {};
  readonly #blocks = new Map<number, Members>();
  /** Arguments of calls, by their block. */
  readonly #inputs = new Map<number, string>();

  add({ data }: WireEvent): void {
    const event = parseJson(data);
    if (!isMembers(event)) return;
    const { type, index } = event;
    if (type === "message_start" && isMembers(event.message)) this.#message = { ...event.message };
    else if (type === "message_delta") this.#end(event);
    else if (typeof index === "number" && isMembers(event.content_block))
      this.#blocks.set(index, { ...event.content_block });
    else if (typeof index === "number" && isMembers(event.delta)) this.#go(index, event.delta);
  }

  get body(): object {
    const blocks = [...this.#blocks.entries()].sort(([a], [b]) => a - b);
    return { ...this.#message, content: blocks.map(([index, block]) => this.#closed(index, block)) };
  }

  #closed(index: number, block: Members): Members {
    const text = this.#inputs.get(index);
    return text === undefined ? block : { ...block, input: parseJson(text) ?? {} };
  }

  /** Later counts replace earlier ones; a nought for what was counted does not. */
  #end({ delta, usage, type: _, ...rest }: Members): void {
    const counts = Object.entries(isMembers(usage) ? usage : {}).filter(([, count]) => count !== null && count !== 0);
    const before = isMembers(this.#message.usage) ? this.#message.usage : {};
    const after = {
      ...before,
      ...(isMembers(usage) && !("output_tokens" in before) && usage),
      ...Object.fromEntries(counts),
    };
    this.#message = { ...this.#message, ...rest, ...(isMembers(delta) && delta), usage: after };
  }

  #go(index: number, delta: Members): void {
    const block = this.#blocks.get(index);
    if (!block) return;
    for (const [name, piece] of Object.entries(delta)) {
      if (name === "type") continue;
      if (name === "partial_json") this.#inputs.set(index, (this.#inputs.get(index) ?? "") + String(piece));
      else if (name === "citation")
        block.citations = [...(Array.isArray(block.citations) ? block.citations : []), piece];
      else block[name] = typeof piece === "string" && typeof block[name] === "string" ? block[name] + piece : piece;
    }
  }
}

function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
