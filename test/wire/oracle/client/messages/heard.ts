/** What a client of the Messages API reads. */
import { type Fields, fields, list } from "../../upstream/dialects/dialect.ts";
import type { StreamEvent } from "../api.ts";
import type { Heard, HeardUsage } from "../heard.ts";

export function wholeOf(body: Fields): Heard {
  if (body.type !== "message" || body.role !== "assistant") throw new Error("it is no message");
  const blocks = list(body.content).map(fields);
  const calls = blocks.filter(({ type }) => type === "tool_use");
  if (typeof body.stop_reason !== "string") throw new Error("it says no stop_reason");
  return {
    texts: [blocks.map(({ text }) => String(text ?? "")).join("")],
    calls: calls.map(({ name, input }) => ({ name: String(name), arguments: input })),
    usage: usageOf(fields(body.usage)),
  };
}

/** Blocks are numbered without a gap, and one is open at a time. */
export function eventsOf(events: readonly StreamEvent[]): Heard {
  const said = events.map(({ type, data }) => ({ type, event: JSON.parse(data) as Fields }));
  const misnamed = said.find(({ type, event }) => event.type !== type);
  if (misnamed) throw new Error(`an event named ${misnamed.type} says that it is ${String(misnamed.event.type)}`);
  if (said.at(-1)?.type !== "message_stop") throw new Error("the stream does not end with message_stop");
  const of = (name: string) => said.filter(({ type }) => type === name).map(({ event }) => event);
  const blocks = blocksOf(said.map(({ event }) => event));
  const [start, delta] = [fields(of("message_start")[0]?.message), of("message_delta").at(-1) ?? {}];
  if (typeof fields(delta.delta).stop_reason !== "string") throw new Error("it says no stop_reason");
  return {
    texts: [blocks.map(({ text }) => text).join("")],
    calls: blocks.flatMap(({ call, json }) =>
      call === undefined ? [] : [{ name: call, arguments: JSON.parse(json || "{}") as unknown }],
    ),
    usage: usageOf({ ...fields(start.usage), ...fields(delta.usage) }),
  };
}

interface Block {
  text: string;
  call?: string;
  json: string;
}

function blocksOf(events: readonly Fields[]): Block[] {
  const blocks: Block[] = [];
  let open: number | undefined;
  for (const { type, index, content_block, delta } of events) {
    if (type === "content_block_start") {
      if (open !== undefined || index !== blocks.length) throw new Error(`block ${String(index)} begins out of turn`);
      const { type: kind, name, text } = fields(content_block);
      blocks.push({ text: String(text ?? ""), json: "", ...(kind === "tool_use" && { call: String(name) }) });
      open = blocks.length - 1;
    }
    if (type === "content_block_delta") {
      if (open === undefined || index !== open) throw new Error(`a piece of block ${String(index)}, which is not open`);
      const { text, partial_json } = fields(delta);
      blocks[open]!.text += String(text ?? "");
      blocks[open]!.json += String(partial_json ?? "");
    }
    if (type === "content_block_stop") open = undefined;
  }
  if (open !== undefined) throw new Error(`block ${open} does not end`);
  return blocks;
}

/** What comes from the cache or goes to it is told beside the input. */
function usageOf({
  input_tokens,
  output_tokens,
  cache_read_input_tokens,
  cache_creation_input_tokens,
}: Fields): HeardUsage {
  const [read, written] = [Number(cache_read_input_tokens ?? 0), Number(cache_creation_input_tokens ?? 0)];
  return { input: Number(input_tokens) + read + written, output: Number(output_tokens), cacheRead: read };
}
