import { openaiCall, openaiTool, user } from "./openai-shapes.ts";
import { object, type Refusal, refusalsOf } from "./refusal.ts";

export const openai: readonly Refusal[] = refusalsOf([
  [
    "calls without results",
    {
      messages: [
        user,
        { role: "assistant", tool_calls: [openaiCall("a"), openaiCall("b")] },
        { role: "tool", tool_call_id: "a", content: "1" },
        user,
      ],
    },
    /did not have response messages: b/,
  ],
  [
    "a result without a call",
    { messages: [user, { role: "tool", tool_call_id: "a", content: "1" }] },
    /must be a response to a preceeding message/,
  ],
  ["a name of a tool with a dot", { tools: [openaiTool("a.b")] }, /does not match pattern/],
  ["a name of a tool that is too long", { tools: [openaiTool("a".repeat(65))] }, /maximum length 64/],
  ["five stop sequences", { stop: ["a", "b", "c", "d", "e"] }, /maximum length 4/],
  ["no answers at all", { n: 0 }, /'n'/],
  ["both names of the limit", { max_tokens: 5, max_completion_tokens: 5 }, /at the same time/],
  [
    "the older name of the limit at a model that thinks",
    { model: "o3-mini", max_tokens: 5 },
    /Use 'max_completion_tokens' instead/,
  ],
  [
    "a temperature at a model that thinks",
    { model: "gpt-5-mini", temperature: 0.2 },
    /Only the default \(1\) value is supported/,
  ],
  [
    "an effort that a model does not know",
    { model: "gpt-5", reasoning_effort: "none" },
    /Supported values are: 'minimal'/,
  ],
  [
    "an effort at a model that does not think",
    { model: "gpt-4o", reasoning_effort: "low" },
    /Unrecognized request argument/,
  ],
  [
    "a schema without a name",
    { response_format: { type: "json_schema", json_schema: { schema: object } } },
    /json_schema\.name/,
  ],
  [
    "JSON that the messages do not speak of",
    { response_format: { type: "json_object" } },
    /must contain the word 'json'/,
  ],
  [
    "an image that is none",
    {
      messages: [{ role: "user", content: [{ type: "image_url", image_url: { url: "data:text/plain;base64,aGk=" } }] }],
    },
    /Only image types/,
  ],
]);
