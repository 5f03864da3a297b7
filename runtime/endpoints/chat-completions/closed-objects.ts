/**
 * The objects of a body whose members are known: a member that differs from one of them in case alone is refused, since
 * some readers would take it for that one. What is free (schemas, metadata) is not looked at.
 */
import { caseTwins } from "../../../semantics/parameters/names.ts";
import { checkSpelling, type JsonObject } from "../body-checks.ts";

type Members = Readonly<Record<ClosedObject, readonly string[]>>;

const members: Members = {
  message: [
    ...["role", "content", "name", "tool_calls", "tool_call_id", "function_call", "refusal", "audio"],
    ...["reasoning_content", "reasoning", "reasoning_details", "thinking_blocks", "prefix", "cache_control"],
  ],
  part: ["type", "text", "image_url", "input_audio", "file", "refusal", "thinking", "cache_control"],
  image: ["url", "detail"],
  sound: ["data", "format"],
  file: ["file_data", "file_id", "filename"],
  tool: ["type", "function", "custom", "cache_control"],
  function: ["name", "description", "parameters", "strict", "arguments", "format", "input"],
  call: ["id", "type", "function", "custom", "index", "extra_content"],
  choice: ["type", "function", "custom", "allowed_tools", "name"],
  format: ["type", "json_schema", "name", "description", "schema", "strict"],
};

export type ClosedObject =
  | "message"
  | "part"
  | "image"
  | "sound"
  | "file"
  | "tool"
  | "function"
  | "call"
  | "choice"
  | "format";

const twinOf = Object.fromEntries(Object.entries(members).map(([kind, names]) => [kind, caseTwins(names)])) as Readonly<
  Record<ClosedObject, (name: string) => string | undefined>
>;

/** Throws the `BadRequest` that names the member. */
export function checkClosed(object: JsonObject, kind: ClosedObject, path: string): void {
  checkSpelling(object, twinOf[kind], path === "" ? "" : `${path}.`);
}
