/** Reads a stream that is passed on to a client of the same API, as far as it must. */

import type { RelayedEvent, RelayReader } from "../../operations/chat/stream-steps.ts";
import { parseJson } from "../../wire/parse-json.ts";
import { readEvent } from "../../wire/sse.ts";
import { MessageStream } from "./stream.ts";
import { isObject } from "./wire.ts";

const nothing: RelayedEvent = { useful: false, readable: false, finished: [], done: false, usageOnly: false };
/** What commits to an answer. */
const useful: ReadonlySet<string> = new Set(["text", "reasoning", "proof", "tool-call"]);

export function relay(): RelayReader {
  const reader = new MessageStream();
  return { read: (bytes) => read(reader, bytes) };
}

function read(reader: MessageStream, bytes: Buffer): RelayedEvent {
  const event = readEvent(bytes);
  if (event === undefined) return nothing;
  const chunks = reader.read(event);
  const type = typeOf(event.data);
  const relayed: RelayedEvent = { ...nothing, readable: type !== undefined && (event.type || type) === type };
  for (const chunk of chunks) {
    if (chunk.kind === "failed") relayed.failure = chunk.failure;
    if (chunk.kind === "usage") relayed.usage = chunk.usage;
    if (useful.has(chunk.kind)) relayed.useful = true;
  }
  // A block of another kind, such as what a tool of the provider found, is an answer too.
  if (type === "content_block_delta") relayed.useful = true;
  if (type === "message_stop") return { ...relayed, finished: [0], done: true };
  return relayed;
}

function typeOf(data: string): string | undefined {
  const body = parseJson(data);
  return isObject(body) && typeof body.type === "string" ? body.type : undefined;
}
