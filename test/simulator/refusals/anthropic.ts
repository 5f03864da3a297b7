import { user } from "./openai-shapes.ts";
import { object, type Refusal, refusalsOf } from "./refusal.ts";

const blocks = (...list: object[]) => ({ messages: [{ role: "user", content: list }] });
const mark = { cache_control: { type: "ephemeral" } };
const custom = (name: string) => ({ name, input_schema: object });

export const anthropic: readonly Refusal[] = refusalsOf([
  ["an unknown member", { n: 2 }, /^n: Extra inputs are not permitted/],
  ["an empty text", blocks({ type: "text", text: "" }), /text content blocks must be non-empty/],
  ["an unknown kind of block", blocks({ type: "image_url" }), /Input tag 'image_url' found using 'type'/],
  [
    "an assistant that begins",
    { messages: [{ role: "assistant", content: "Hi" }] },
    /first message must use the user role/,
  ],
  ["a name of a tool with a dot", { tools: [custom("a.b")] }, /should match pattern/],
  ["two tools of one name", { tools: [custom("f"), custom("f")] }, /must be unique/],
  [
    "five marks",
    blocks(...Array.from({ length: 5 }, () => ({ type: "text", text: "Hi", ...mark }))),
    /maximum of 4 blocks with cache_control/,
  ],
  [
    "a blank that ends what the assistant began",
    { messages: [user, { role: "assistant", content: "So " }] },
    /cannot end with trailing whitespace/,
  ],
  [
    "a beginning at a model that takes none",
    { model: "claude-opus-4-6", messages: [user, { role: "assistant", content: "So" }] },
    /does not support assistant message prefill/,
  ],
  [
    "two ways to sample at a newer model",
    { model: "claude-opus-4-5", temperature: 0.5, top_p: 0.5 },
    /cannot both be specified/,
  ],
  [
    "a temperature at a model that takes none",
    { model: "claude-opus-4-8", temperature: 0.5 },
    /not supported for this model/,
  ],
  [
    "a small budget",
    { max_tokens: 4000, thinking: { type: "enabled", budget_tokens: 500 } },
    /greater than or equal to 1024/,
  ],
  [
    "a budget over the limit",
    { thinking: { type: "enabled", budget_tokens: 2000 } },
    /must be greater than `thinking\.budget_tokens`/,
  ],
  [
    "a forced tool beside thoughts",
    { thinking: { type: "adaptive" }, tools: [custom("f")], tool_choice: { type: "any" } },
    /when tool_choice forces tool use/,
  ],
  ["a blank stop sequence", { stop_sequences: [" "] }, /must contain non-whitespace/],
]);
