/** Changes of JSON values that nobody thought of: something in them is replaced, taken away, renamed, or moved from elsewhere. */
import fc from "fast-check";
import { type Path, places } from "./places.ts";

export type Change =
  | { kind: "put"; at: number; value: unknown }
  | { kind: "take"; at: number }
  | { kind: "rename"; at: number; name: string }
  | { kind: "move"; at: number; from: number; of: number };

/** Words that mean something somewhere. */
const words = [
  ...["user", "assistant", "system", "developer", "tool", "function", "custom", "auto", "none", "required", "any"],
  ...["text", "image", "image_url", "input_text", "output_text", "input_image", "input_file", "file", "refusal"],
  ...["tool_use", "tool_result", "thinking", "redacted_thinking", "document", "reasoning", "function_call", "message"],
  ...["function_call_output", "item_reference", "json_schema", "json_object", "base64", "url", "content", "ephemeral"],
  ...[
    "call_1",
    "toolu_1",
    "look",
    "write",
    "disk__list",
    "msg_1",
    "rs_1",
    "__proto__",
    "constructor",
    "\ud800",
    "\u0000",
  ],
  ...["data:image/png;base64,AAAA", "data:,", "data:application/pdf;base64,", "https://a.example/", "{}", "[", '{"a":'],
];
const names = [...words, "type", "role", "id", "call_id", "tool_calls", "tools", "name", "arguments", "input", "stop"];

const word = fc.constantFrom(...words);
const value = fc.oneof(
  word,
  fc.constantFrom<unknown>(null, true, false, 0, -1, 0.5, 1, 2, 1e21, -1e300, [], {}),
  fc.jsonValue({ maxDepth: 4, noUnicodeString: false }),
  fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3 },
      word,
      fc.array(tie("tree"), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...names), tie("tree"), { maxKeys: 4 }),
    ),
  })).tree,
);

const at = fc.nat(10_000);
/** Of `move`: the number of the value that something is taken from. */
export const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constant("put" as const), at, value }),
  fc.record({ kind: fc.constant("take" as const), at }),
  fc.record({ kind: fc.constant("rename" as const), at, name: fc.constantFrom(...names) }),
  fc.record({ kind: fc.constant("move" as const), at, from: at, of: at }),
);

/** Changes a value below its top. `others`: what is moved is taken from them. */
export function apply(body: unknown, change: Change, others: readonly unknown[]): void {
  const all = [...places(body)];
  const path = all[change.at % Math.max(1, all.length)];
  if (path === undefined) return;
  const around = valueAt(body, path.slice(0, -1)) as Record<string | number, unknown>;
  const step = path.at(-1)!;
  if (change.kind === "put") around[step] = structuredClone(change.value);
  else if (change.kind === "move") around[step] = moved(others[change.from % others.length], change.of);
  else if (Array.isArray(around)) around.splice(Number(step), 1);
  else {
    const was = around[step];
    delete around[step];
    if (change.kind === "rename") around[change.name] = was;
  }
}

function moved(body: unknown, of: number): unknown {
  const all = [...places(body)];
  return structuredClone(valueAt(body, all[of % Math.max(1, all.length)] ?? []));
}

function valueAt(body: unknown, path: Path): unknown {
  let value = body;
  for (const step of path) value = (value as Record<string | number, unknown>)[step];
  return value;
}
