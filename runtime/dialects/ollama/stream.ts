/** Lines of Ollama's own chat → neutral chunks. Calls come whole, some to a line; their indexes cannot be relied on. */
import type { Failure } from "../../failures.ts";
import type { Chunk, StreamReader } from "../../operations/chat/answer.ts";
import { parseJson } from "../../wire/parse-json.ts";
import type { WireEvent } from "../../wire/sse.ts";
import { bodyFailure } from "./errors.ts";
import { finishReason, readCalls, readUsage } from "./response.ts";
import { isObject, type WireAnswer } from "./wire.ts";

export const stream: () => StreamReader = () => new LineStream();

class LineStream implements StreamReader {
  #called = 0;
  #ids = new Set<string>();
  #done = false;
  #failed = false;

  get complete(): boolean {
    return this.#done && !this.#failed;
  }

  read({ data }: WireEvent): Chunk[] {
    if (this.#done || this.#failed) return [];
    const line = parseJson(data);
    if (!isObject(line)) return this.#fail({ class: "malformed", detail: "a line of the stream is not a JSON object" });
    if ((line.error ?? undefined) !== undefined) return this.#fail(bodyFailure(line));
    return this.#readLine(line as WireAnswer);
  }

  #readLine(line: WireAnswer): Chunk[] {
    const { thinking, content } = line.message ?? {};
    const chunks: Chunk[] = [];
    if (thinking) chunks.push({ kind: "reasoning", text: thinking });
    if (content) chunks.push({ kind: "text", text: content });
    for (const { id, name, arguments: json } of readCalls(line.message ?? {})) {
      const index = this.#called++;
      chunks.push({ kind: "tool-call", index, id: this.#unique(id), name });
      chunks.push({ kind: "tool-arguments", index, json });
    }
    if (line.done !== true) return chunks;
    this.#done = true;
    chunks.push({ kind: "finish", finish: finishReason(line.done_reason, this.#called > 0) });
    return [...chunks, { kind: "usage", usage: readUsage(line) }];
  }

  /** Each call has an id of its own, whatever came. */
  #unique(id: string): string {
    const free = this.#ids.has(id) ? `${id}_${this.#called}` : id;
    this.#ids.add(free);
    return free;
  }

  #fail(failure: Failure): Chunk[] {
    this.#failed = true;
    return [{ kind: "failed", failure }];
  }
}
