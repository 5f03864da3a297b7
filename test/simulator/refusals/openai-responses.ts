import { type Refusal, refusalsOf } from "./refusal.ts";

const call = { type: "function_call", call_id: "a", name: "f", arguments: "{}" };
const output = { type: "function_call_output", call_id: "a", output: "1" };
const user = { role: "user", content: "Hi" };
const tool = { type: "function", name: "f", parameters: { type: "object", properties: {} } };

export const openaiResponses: readonly Refusal[] = refusalsOf([
  ["a member of chat completions", { messages: [user] }, /Unknown parameter: 'messages'/],
  ["stop", { stop: ["x"] }, /Unknown parameter: 'stop'/],
  ["an output limit under 16", { max_output_tokens: 15 }, /integer below minimum value/],
  ["a call without its output", { input: [user, call] }, /No tool output found for function call a/],
  ["an output without its call", { input: [user, output] }, /No tool call found/],
  [
    "thoughts that it did not seal",
    { input: [user, { type: "reasoning", id: "rs_1", summary: [], encrypted_content: "abc" }, call, output] },
    /could not be verified/,
  ],
  [
    "the text of a user in an answer",
    { input: [{ role: "assistant", content: [{ type: "input_text", text: "a" }] }] },
    /Supported values are: output_text/,
  ],
  [
    "a tool in the form of chat completions",
    { tools: [{ type: "function", function: { name: "f" } }] },
    /tools\[0\]\.name/,
  ],
  ["a tool that is held to an open schema", { tools: [tool] }, /'additionalProperties' is required/],
  ["a schema without a name", { text: { format: { type: "json_schema", schema: {} } } }, /text\.format\.name/],
]);
