/** Whatever stands in place of a member, the simulator answers or refuses: it never fails itself. */
import { describe, expect, test } from "vitest";
import { type SimulatorDialect, simulatorDialects } from "../../simulator/wires.ts";
import { thorough } from "../thorough.ts";
import { start } from "./ask.ts";
import { pixel } from "./pixel.ts";
import { speak } from "./spoken.ts";

const schema = {
  type: "object",
  properties: { city: { type: "string" } },
  required: ["city"],
  additionalProperties: false,
};
const uri = `data:image/png;base64,${pixel}`;
const openaiCall = { id: "call_1", type: "function", function: { name: "get_time", arguments: "{}" } };
const openaiTurns = [
  { role: "system", content: "Be brief." },
  {
    role: "user",
    content: [
      { type: "text", text: "call get_time" },
      { type: "image_url", image_url: { url: uri } },
    ],
  },
  { role: "assistant", tool_calls: [openaiCall] },
  { role: "tool", tool_call_id: "call_1", content: "noon" },
];
const openaiTools = [{ type: "function", function: { name: "get_time", description: "The time", parameters: schema } }];
const openai = {
  ...{
    messages: openaiTurns,
    tools: openaiTools,
    tool_choice: "auto",
    temperature: 0.5,
    top_p: 0.9,
    n: 2,
    stop: ["x"],
  },
  ...{ max_completion_tokens: 500, reasoning_effort: "low", stream_options: { include_usage: true }, seed: 1 },
  response_format: { type: "json_schema", json_schema: { name: "a", schema } },
};

const googleSchema = {
  type: "OBJECT",
  properties: { city: { type: "STRING", enum: ["a"] }, days: { type: "ARRAY", items: { type: "INTEGER" } } },
  required: ["city"],
};
const google = {
  systemInstruction: { parts: [{ text: "Be brief." }] },
  contents: [
    { role: "user", parts: [{ text: "call get_time" }, { inlineData: { mimeType: "image/png", data: pixel } }] },
    {
      role: "model",
      parts: [
        { functionCall: { name: "get_time", args: { a: 1 } }, thoughtSignature: "skip_thought_signature_validator" },
      ],
    },
    { role: "user", parts: [{ functionResponse: { name: "get_time", response: { output: "noon" } } }] },
  ],
  tools: [{ functionDeclarations: [{ name: "get_time", parameters: googleSchema }] }],
  toolConfig: { functionCallingConfig: { mode: "ANY", allowedFunctionNames: ["get_time"] } },
  generationConfig: {
    temperature: 0.5,
    maxOutputTokens: 500,
    stopSequences: ["x"],
    responseMimeType: "application/json",
    responseSchema: googleSchema,
    thinkingConfig: { includeThoughts: true, thinkingBudget: 100 },
  },
};

const rich: Readonly<Record<SimulatorDialect, object>> = {
  "openai-responses": {
    instructions: "Be brief.",
    input: [
      {
        role: "user",
        content: [
          { type: "input_text", text: "call get_time" },
          { type: "input_image", image_url: uri, detail: "auto" },
        ],
      },
      { role: "assistant", content: [{ type: "output_text", text: "So." }] },
      { type: "function_call", call_id: "call_1", name: "get_time", arguments: "{}" },
      { type: "function_call_output", call_id: "call_1", output: [{ type: "input_text", text: "noon" }] },
    ],
    tools: [{ type: "function", name: "get_time", description: "The time", parameters: schema, strict: false }],
    ...{ tool_choice: { type: "function", name: "get_time" }, parallel_tool_calls: true, max_output_tokens: 500 },
    ...{ temperature: 0.5, top_p: 0.9, reasoning: { effort: "low", summary: "auto" }, store: false },
    text: { format: { type: "json_schema", name: "a", schema } },
    include: ["reasoning.encrypted_content"],
  },
  openai,
  "azure-openai": openai,
  anthropic: {
    system: [{ type: "text", text: "Be brief.", cache_control: { type: "ephemeral" } }],
    messages: [
      {
        role: "user",
        content: [
          { type: "text", text: "call get_time" },
          { type: "image", source: { type: "base64", media_type: "image/png", data: pixel } },
        ],
      },
      { role: "assistant", content: [{ type: "tool_use", id: "toolu_1", name: "get_time", input: {} }] },
      {
        role: "user",
        content: [{ type: "tool_result", tool_use_id: "toolu_1", content: [{ type: "text", text: "noon" }] }],
      },
    ],
    ...{
      max_tokens: 4000,
      stop_sequences: ["x"],
      tools: [{ name: "get_time", input_schema: schema }],
      tool_choice: { type: "auto" },
    },
    ...{ thinking: { type: "adaptive" }, output_config: { effort: "low", format: { type: "json_schema", schema } } },
  },
  gemini: google,
  vertex: google,
  "bedrock-converse": {
    system: [{ text: "Be brief." }, { cachePoint: { type: "default" } }],
    messages: [
      { role: "user", content: [{ text: "call get_time" }, { image: { format: "png", source: { bytes: pixel } } }] },
      { role: "assistant", content: [{ toolUse: { toolUseId: "tooluse_1", name: "get_time", input: {} } }] },
      {
        role: "user",
        content: [{ toolResult: { toolUseId: "tooluse_1", content: [{ json: { time: "noon" } }], status: "success" } }],
      },
    ],
    toolConfig: {
      tools: [{ toolSpec: { name: "get_time", inputSchema: { json: schema } } }],
      toolChoice: { auto: {} },
    },
    inferenceConfig: { maxTokens: 4000, temperature: 1, topP: 0.9, stopSequences: ["x"] },
    additionalModelRequestFields: { thinking: { type: "adaptive" } },
    outputConfig: {
      textFormat: { type: "json_schema", structure: { jsonSchema: { schema: JSON.stringify(schema), name: "a" } } },
    },
  },
  cohere: {
    messages: openaiTurns.map(({ role, content, ...more }) => ({ role, ...(content && { content }), ...more })),
    ...{
      tools: openaiTools,
      tool_choice: "REQUIRED",
      temperature: 0.5,
      p: 0.9,
      k: 5,
      max_tokens: 500,
      stop_sequences: ["x"],
    },
    thinking: { type: "enabled", token_budget: 20 },
  },
  ollama: {
    messages: [
      { role: "user", content: "call get_time", images: [pixel] },
      { role: "assistant", content: "", tool_calls: [{ function: { name: "get_time", arguments: {} } }] },
      { role: "tool", content: "noon", tool_name: "get_time" },
    ],
    ...{
      tools: openaiTools,
      format: schema,
      think: true,
      options: { temperature: 0.5, num_predict: 100, num_ctx: 2048, stop: ["x"] },
    },
  },
};

const wrong: readonly unknown[] = [
  null,
  true,
  -1,
  0.5,
  1e300,
  "",
  "x",
  [],
  [[]],
  [null],
  ["x"],
  [{}],
  {},
  { x: 1 },
  { type: "x" },
];

describe.each(simulatorDialects)("in the %s dialect", (dialect) => {
  test("a rich request is answered", async () => {
    const body = {
      ...rich[dialect],
      ...(dialect === "openai" || dialect === "azure-openai" ? { stream_options: undefined } : {}),
    };
    const told = await speak(await start({ dialect }), false, { body });
    expect([told.status, told.bytes.toString("utf8")]).toEqual([200, expect.any(String)]);
  });

  test("no member that is wrong makes it fail", async () => {
    const simulator = await start({ dialect, record: 0 });
    const failed: string[] = [];
    for (const { body, place } of withWrongMembers(rich[dialect])) {
      const { status, bytes, broke } = await speak(simulator, place.length % 2 === 0, { body });
      if (status >= 500 || broke) failed.push(`${place}: ${status} ${bytes.toString("utf8").slice(0, 200)}`);
    }
    expect(failed).toEqual([]);
  }, 60_000);
});

/** The value with each of its members, at any depth, replaced by some of the wrong ones, in turn; of a slice by one. */
function* withWrongMembers(value: object): Iterable<{ body: object; place: string }> {
  for (const [index, path] of pathsOf(value).entries()) {
    for (const put of thorough([0, 4, 9], [0]).map((step) => wrong[(index + step) % wrong.length])) {
      const body = structuredClone(value);
      const parent = path.slice(0, -1).reduce<unknown>((node, step) => (node as Record<string, unknown>)[step], body);
      (parent as Record<string, unknown>)[path.at(-1)!] = put;
      yield { body, place: `${path.join(".")} = ${JSON.stringify(put)}` };
    }
  }
}

function pathsOf(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => [[...path, name], ...pathsOf(member, [...path, name])]);
}
