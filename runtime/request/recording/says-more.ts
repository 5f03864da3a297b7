/** Whether a provider has said more than the neutral answer holds, which a client of its own wire was passed and a second one would miss. */
import { serverSentEvents } from "../../wire/framing.ts";
import { parseJson } from "../../wire/parse-json.ts";
import type { Recording } from "./recorder.ts";

/** Members that carry sources, sound, pictures and what hosted tools found, where there are any. */
const MEMBERS: ReadonlySet<string> = new Set([
  ...["annotations", "citations", "search_results", "related_questions", "grounding_metadata", "groundingMetadata"],
  ...["images", "audio", "logprobs", "executed_tools", "container"],
]);

/** Blocks of such. */
const BLOCK = /^(?:server_tool_use|mcp_tool_use|.*_tool_result|container_upload|image|citations_delta)$/;

/** Of one that is whole. */
export function saysMore({ contentType, pieces }: Recording): boolean {
  const bytes = Buffer.concat(pieces.map((piece) => piece.bytes));
  if (contentType.startsWith("application/json")) return holdsMore(parseJson(bytes.toString("utf8")));
  for (const event of serverSentEvents.reader().pushRaw(bytes)) {
    const data = event.read()?.data;
    if (data !== undefined && holdsMore(parseJson(data))) return true;
  }
  return false;
}

function holdsMore(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsMore);
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([name, member]) => {
    if (name === "type" && typeof member === "string") return BLOCK.test(member);
    return MEMBERS.has(name) ? isThere(member) : holdsMore(member);
  });
}

function isThere(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return typeof value === "object" ? value !== null && Object.keys(value).length > 0 : Boolean(value);
}
