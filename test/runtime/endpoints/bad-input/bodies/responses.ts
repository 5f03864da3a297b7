/** Bodies of the Responses API that the official client could send; together they say every parameter that is taken. */
import type OpenAI from "openai";
import { pixel } from "../../../../simulator/pixel.ts";

export type ResponsesBody = OpenAI.Responses.ResponseCreateParams;

const schema = {
  type: "object",
  properties: { place: { type: "string" } },
  required: ["place"],
  additionalProperties: false,
};

/** Messages, and functions that were called. */
export const plainResponse: ResponsesBody = {
  model: "chat",
  instructions: "Be brief.",
  input: [
    { role: "developer", content: "Be kind." },
    {
      type: "message",
      role: "user",
      status: "completed",
      content: [
        { type: "input_text", text: "What is this?" },
        { type: "input_image", image_url: `data:image/jpeg;base64,${pixel}`, detail: "low" },
      ],
    },
    {
      type: "message",
      id: "msg_1",
      role: "assistant",
      status: "completed",
      content: [
        { type: "output_text", text: "Let me look.", annotations: [] },
        { type: "refusal", refusal: "Not there." },
      ],
    },
    {
      type: "reasoning",
      id: "rs_1",
      summary: [{ type: "summary_text", text: "Hm." }],
      content: [{ type: "reasoning_text", text: "Hm, hm." }],
      encrypted_content: "abc",
      status: "completed",
    },
    { type: "function_call", id: "fc_1", call_id: "call_1", name: "look", arguments: "{}", status: "completed" },
    { type: "function_call_output", id: "fo_1", call_id: "call_1", output: [{ type: "input_text", text: "A dot." }] },
    { role: "user", content: "And now?" },
  ],
  tools: [{ type: "function", name: "look", description: "Looks.", parameters: schema, strict: true }],
  tool_choice: { type: "function", name: "look" },
  parallel_tool_calls: false,
  text: {
    verbosity: "low",
    format: { type: "json_schema", name: "place", description: "Where.", schema, strict: true },
  },
  reasoning: { effort: "low", summary: "auto", generate_summary: "auto" },
  max_output_tokens: 300,
  temperature: 0.5,
  top_p: 0.9,
  stream: false,
  include: ["reasoning.encrypted_content"],
  store: false,
  metadata: { note: "a" },
  service_tier: "default",
  user: "u1",
  safety_identifier: "s1",
  prompt_cache_key: "k1",
  prompt_cache_retention: "24h",
  prompt_cache_options: { mode: "implicit", ttl: "30m" },
  moderation: { model: "omni-moderation-latest" },
  truncation: "disabled",
  top_logprobs: 2,
  max_tool_calls: 3,
  context_management: [{ type: "compaction", compact_threshold: 5_000 }],
  background: false,
};

/** Tools of other kinds, and a stream. */
export const toolsResponse: ResponsesBody = {
  model: "chat",
  input: [
    { role: "user", content: [{ type: "input_text", text: "Write." }] },
    { type: "custom_tool_call", id: "ctc_1", call_id: "call_2", name: "write", input: "abc" },
    { type: "custom_tool_call_output", call_id: "call_2", output: "Written." },
    {
      type: "local_shell_call",
      id: "ls_1",
      call_id: "call_3",
      status: "completed",
      action: { type: "exec", command: ["ls"], env: { A: "b" }, timeout_ms: 5, user: "me", working_directory: "/" },
    },
    { type: "local_shell_call_output", id: "call_3", output: '{"output":"a"}', status: "completed" },
    { type: "shell_call", call_id: "call_4", action: { commands: ["ls"], timeout_ms: 5 } },
    {
      type: "shell_call_output",
      call_id: "call_4",
      output: [{ stdout: "a", stderr: "", outcome: { type: "exit", exit_code: 0 } }],
    },
    {
      type: "apply_patch_call",
      call_id: "call_5",
      status: "completed",
      operation: { type: "delete_file", path: "a.txt" },
    },
    { type: "apply_patch_call_output", call_id: "call_5", status: "completed", output: "Gone." },
    { type: "web_search_call", id: "ws_1", status: "completed", action: { type: "search", query: "a" } },
    { role: "user", content: "Go on." },
  ],
  tools: [
    { type: "custom", name: "write", description: "W.", format: { type: "grammar", syntax: "lark", definition: "s" } },
    {
      type: "namespace",
      name: "disk",
      description: "Files.",
      tools: [{ type: "function", name: "list", parameters: schema, strict: false }],
    },
    { type: "web_search", search_context_size: "low" },
  ],
  tool_choice: { type: "allowed_tools", mode: "auto", tools: [{ type: "custom", name: "write" }] },
  text: { format: { type: "json_object" } },
  stream: true,
  stream_options: { include_obfuscation: false },
};
