/** Every place of a Messages body with every odd value in it: a refusal in this API's words, or an answer; never a fault of ours. */
import { describe, expect, test } from "vitest";
import { thorough } from "../../../thorough.ts";
import { ask, KEY, runtime, simulator } from "../../running.ts";

const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const cache_control = { type: "ephemeral", ttl: "5m" };
const body = {
  model: "chat",
  max_tokens: 2_000,
  system: [{ type: "text", text: "Be brief.", cache_control }],
  messages: [
    {
      role: "user",
      content: [
        { type: "text", text: "Hello", cache_control },
        { type: "image", source: { type: "base64", media_type: "image/png", data: png } },
        { type: "document", title: "t", source: { type: "text", media_type: "text/plain", data: "words" } },
        { type: "document", source: { type: "content", content: [{ type: "text", text: "more" }] } },
      ],
    },
    {
      role: "assistant",
      content: [
        { type: "text", text: "Let me look." },
        { type: "tool_use", id: "toolu_1", name: "look", input: { place: "here" } },
      ],
    },
    {
      role: "user",
      content: [
        { type: "tool_result", tool_use_id: "toolu_1", content: [{ type: "text", text: "Seen." }], is_error: false },
        { type: "text", text: "And?" },
      ],
    },
  ],
  tools: [
    {
      name: "look",
      description: "Looks.",
      input_schema: { type: "object", properties: { place: { type: "string" } } },
      strict: false,
    },
  ],
  tool_choice: { type: "auto", disable_parallel_tool_use: false },
  thinking: { type: "disabled" },
  output_config: {
    format: { type: "json_schema", schema: { type: "object", properties: {}, additionalProperties: false } },
  },
  metadata: { user_id: "u" },
  stop_sequences: ["END"],
  temperature: 0.5,
  top_k: 5,
};

const odd: readonly unknown[] = [
  null,
  0,
  -1,
  1.5,
  1e300,
  "",
  "x",
  true,
  [],
  {},
  [null],
  [[]],
  { type: "x" },
  { type: 1 },
];

/** Of a slice, each place has other values than the one before. */
const STEP = thorough(1, 3);

type Path = readonly (string | number)[];

function* places(value: unknown, path: Path = []): Generator<Path> {
  if (path.length > 0) yield path;
  if (typeof value !== "object" || value === null) return;
  for (const [name, inner] of Object.entries(value))
    yield* places(inner, [...path, Array.isArray(value) ? Number(name) : name]);
}

function withOdd(path: Path, value: unknown): unknown {
  const copy = structuredClone(body) as unknown;
  let at = copy as Record<string | number, unknown>;
  for (const step of path.slice(0, -1)) at = at[step] as typeof at;
  at[path.at(-1)!] = value;
  return copy;
}

describe.each(["anthropic", "openai"] as const)("before a target that speaks %s", (dialect) => {
  test("no odd value anywhere is a fault of ours, and a refusal names the place in this API's words", async () => {
    const provider = await simulator({ dialect });
    const model = dialect === "anthropic" ? "claude-haiku-4-5" : "gpt-4.1";
    const started = await runtime(
      { targets: { [`p/${model}`]: { dialect } }, routes: { chat: { use: [`p/${model}`] } } },
      { p: provider.url },
    );
    const post = (sent: unknown) =>
      ask(started, { path: "/v1/messages", headers: { "x-api-key": KEY }, body: sent as Record<string, unknown> });
    expect((await post(body)).status).toBe(200);
    let [asked, refused] = [0, 0];
    for (const path of places(body)) {
      for (const value of odd) {
        if (asked++ % STEP !== 0) continue;
        const { status, text } = await post(withOdd(path, value));
        const story = `${path.join(".")} = ${JSON.stringify(value)}: ${status} ${text.slice(0, 200)}`;
        expect(status, story).toBeLessThan(500);
        if (status === 200) continue;
        refused++;
        const { type, error } = JSON.parse(text) as { type: string; error: { type: string; message: string } };
        expect({ type, kind: typeof error.message }, story).toEqual({ type: "error", kind: "string" });
        expect(error.type, story).toMatch(/^(invalid_request|not_found)_error$/);
      }
    }
    expect(refused).toBeGreaterThan(400 / STEP);
    expect(started.log.filter(({ level }) => level === "error")).toEqual([]);
  });

  test.each([null, 1, "x", [], true])("a body that is %j is refused", async (sent) => {
    const provider = await simulator({ dialect });
    const started = await runtime(
      { targets: { "p/m": { dialect } }, routes: { chat: { use: ["p/m"] } } },
      { p: provider.url },
    );
    const headers = { "x-api-key": KEY };
    const reply = await ask(started, {
      path: "/v1/messages",
      headers,
      body: sent as unknown as Record<string, unknown>,
    });
    expect(reply.status).toBe(400);
    expect(JSON.parse(reply.text)).toMatchObject({ type: "error", error: { type: "invalid_request_error" } });
  });
});
