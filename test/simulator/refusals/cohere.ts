import { openaiCall, openaiTool, user } from "./openai-shapes.ts";
import { object, type Refusal, refusalsOf } from "./refusal.ts";

export const cohere: readonly Refusal[] = refusalsOf([
  ["an unknown member", { n: 2 }, /unknown field: parameter 'n' is not a valid field/, 422],
  [
    "text beside calls",
    {
      messages: [
        user,
        { role: "assistant", content: "So", tool_calls: [openaiCall("a")] },
        { role: "tool", tool_call_id: "a", content: "1" },
      ],
    },
    /both content and tool_calls/,
  ],
  ["an empty message", { messages: [{ role: "user", content: "" }] }, /at least 1 token long/],
  ["an unknown role", { messages: [{ role: "developer", content: "Hi" }] }, /role must be one of/],
  [
    "a result without a call",
    { messages: [user, { role: "tool", tool_call_id: "a", content: "1" }] },
    /not found in previous tool calls/,
  ],
  ["a name of a tool with a hyphen", { tools: [openaiTool("a-b")] }, /letters, digits and underscores/],
  ["a tool choice in small letters", { tools: [openaiTool("f")], tool_choice: "required" }, /'REQUIRED' and 'NONE'/],
  [
    "a schema beside tools",
    { tools: [openaiTool("f")], response_format: { type: "json_object" } },
    /not supported with tools/,
  ],
  [
    "a schema that requires nothing",
    { response_format: { type: "json_object", json_schema: object } },
    /at least one required/,
  ],
  ["a p of 1", { p: 1 }, /p must be between 0\.01 and 0\.99/],
  ["a temperature over 1", { temperature: 1.5 }, /temperature must be between 0 and 1/],
]);
