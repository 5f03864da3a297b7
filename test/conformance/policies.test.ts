/** Whole policies, compiled and served: what each part of the language does to a request. */
import { describe, expect, test } from "vitest";
import { type Runtime, startRuntime } from "../../runtime/main.ts";
import type { Simulator } from "../../simulator/start-simulator.ts";
import { compileFiles } from "../compiler/in-memory.ts";
import { ask, hello, keyRecord, simulator } from "../runtime/running.ts";

const MINI = "openai/gpt-5.4-mini";
const HAIKU = "anthropic/claude-haiku-5-5";
const LUNA = "openai/gpt-6-luna";
const LARGE = "mistral/mistral-large-2512";

interface Served {
  runtime: Runtime;
  openai: Simulator;
  anthropic: Simulator;
  mistral: Simulator;
}

async function serve(routes: string): Promise<Served> {
  const names = "balance, chain, cheapest, EU, fastest, policy, s, split, usd";
  const text = `import { ${names} } from "pointsman";\nexport default policy({ routes: { ${routes} } });`;
  // Targets and requests that are left out are what is tried here, and the verifier tells of them.
  const compiled = compileFiles({ "routes.ts": text }, { verify: false });
  expect(compiled.diagnostics).toEqual([]);
  const openai = await simulator({ dialect: "openai" });
  const anthropic = await simulator({ dialect: "anthropic" });
  const mistral = await simulator({ dialect: "openai" });
  const runtime = await startRuntime({
    table: compiled.table!.text,
    port: 0,
    operatorPort: 0,
    keys: [keyRecord],
    env: {},
    standIns: { openai: openai.url, anthropic: anthropic.url, mistral: mistral.url },
  });
  return { runtime, openai, anthropic, mistral };
}

const target = (reply: Awaited<ReturnType<typeof ask>>) => reply.headers["x-pointsman-target"];

describe("strategies", () => {
  test("balance spreads requests over idle targets in turn", async () => {
    const { runtime } = await serve(`chat: { otherwise: balance(["${MINI}", "${HAIKU}"]) }`);
    const seen = [];
    for (let i = 0; i < 4; i++) seen.push(target(await ask(runtime, { body: hello })));
    expect(seen).toEqual([MINI, HAIKU, MINI, HAIKU]);
    await runtime.close();
  });

  test("fastest prefers the target whose first token came quicker", async () => {
    const { runtime, openai } = await serve(`chat: { otherwise: fastest(["${MINI}", "${HAIKU}"]) }`);
    await openai.setFaults([{ fault: "slow-first-token", value: 150 }]);
    const body = { ...hello, stream: true };
    const seen = [];
    for (let i = 0; i < 4; i++) seen.push(target(await ask(runtime, { body })));
    expect(seen).toEqual([MINI, HAIKU, HAIKU, HAIKU]);
    await runtime.close();
  });

  test("cheapest goes by the request's own tokens", async () => {
    const { runtime } = await serve(`chat: { otherwise: cheapest(["${MINI}", "${HAIKU}"]) }`);
    expect(target(await ask(runtime, { body: hello }))).toBe(HAIKU);
    await runtime.close();
  });

  test("a split keeps a caller on its side", async () => {
    const { runtime } = await serve(`chat: { otherwise: split({ "${MINI}": 50, "${HAIKU}": 50 }) }`);
    const seen = new Set<unknown>();
    for (let i = 0; i < 5; i++) seen.add(target(await ask(runtime, { body: hello })));
    expect(seen.size).toBe(1);
    await runtime.close();
  });
});

describe("terms", () => {
  test("set fixes parameters whatever the client says, in the client's dialect and in another", async () => {
    const { runtime, openai, anthropic } = await serve(
      `chat: { otherwise: chain("${LARGE}", "${HAIKU}"), set: { temperature: 0.2 } }, other: { otherwise: "${HAIKU}", set: { temperature: 0.2 } }`,
    );
    await ask(runtime, { body: { ...hello, temperature: 1.5 } });
    await ask(runtime, { body: { ...hello, model: "other", temperature: 1 } });
    expect(openai.requests).toEqual([]);
    expect(anthropic.requests.at(-1)?.body).toMatchObject({ temperature: 0.2 });
    await runtime.close();
  });

  test.each([
    ["responses", { input: "Hello there", temperature: 1, max_output_tokens: 900 }],
    ["messages", { messages: hello.messages, temperature: 1, max_tokens: 900 }],
  ])("set replaces what a client says in the words of %s", async (path, said) => {
    const { runtime, mistral, anthropic } = await serve(
      `own: { otherwise: "${LARGE}", set: { temperature: 0.2, max_tokens: 50 } }, other: { otherwise: "${HAIKU}", set: { temperature: 0.2, max_tokens: 50 } }`,
    );
    for (const model of ["own", "other"])
      expect((await ask(runtime, { path: `/v1/${path}`, body: { ...said, model } })).status).toBe(200);
    for (const { requests } of [mistral, anthropic])
      expect(requests.at(-1)?.body).toMatchObject({ temperature: 0.2, max_tokens: 50 });
    await runtime.close();
  });

  test("maxCost leaves out what could be dearer, and refuses with the reason when nothing is left", async () => {
    const { runtime } = await serve(
      `chat: { otherwise: chain("${MINI}", "${HAIKU}"), max: { outputTokens: 1000 }, maxCost: usd(0.002) }, strict: { otherwise: "${MINI}", maxCost: usd(0.001) }`,
    );
    expect(target(await ask(runtime, { body: hello }))).toBe(HAIKU);
    const refused = await ask(runtime, { body: { ...hello, model: "strict" } });
    expect(refused.status).toBe(400);
    expect(refused.json.error).toMatchObject({ code: "no_target", message: expect.stringContaining("could cost $") });
    const small = await ask(runtime, { body: { ...hello, model: "strict", max_tokens: 10 } });
    expect(target(small)).toBe(MINI);
    await runtime.close();
  });

  test("jurisdictions leaves targets under any other law out of the table", async () => {
    const { runtime } = await serve(`chat: { otherwise: chain("${MINI}", "${LARGE}"), jurisdictions: EU }`);
    expect(target(await ask(runtime, { body: hello }))).toBe(LARGE);
    await runtime.close();
  });

  test("fallbackOn decides which failures go on to the next target", async () => {
    const { runtime, openai } = await serve(
      `chat: { otherwise: chain("${MINI}", "${HAIKU}"), fallbackOn: ["rate-limited"] }`,
    );
    await openai.setFaults([{ fault: "500" }]);
    expect((await ask(runtime, { body: hello })).status).toBe(500);
    await openai.setFaults([{ fault: "429" }]);
    expect(target(await ask(runtime, { body: hello }))).toBe(HAIKU);
    await runtime.close();
  });
});

test("what a target cannot do leaves it out of the plan of requests that need it", async () => {
  const { runtime } = await serve(`chat: { otherwise: chain("${LARGE}", "${MINI}") }`);
  const pdf = { type: "file", file: { filename: "a.pdf", file_data: "data:application/pdf;base64,AAAA" } };
  const messages = [{ role: "user", content: [{ type: "text", text: "Read this" }, pdf] }];
  expect(target(await ask(runtime, { body: { model: "chat", messages } }))).toBe(MINI);
  expect(target(await ask(runtime, { body: hello }))).toBe(LARGE);
  await runtime.close();
});

test("a wildcard route takes what no other route names, the longest beginning first", async () => {
  const { runtime } = await serve(
    `"*": { otherwise: "${MINI}" }, "gpt-*": { otherwise: "${HAIKU}" }, "gpt-4*": { otherwise: "${LUNA}" }, chat: { otherwise: "${LARGE}" }`,
  );
  const asked = async (model: string) => target(await ask(runtime, { body: { ...hello, model } }));
  expect(await asked("anything")).toBe(MINI);
  expect(await asked("gpt-3.5")).toBe(HAIKU);
  expect(await asked("gpt-4o")).toBe(LUNA);
  expect(await asked("chat")).toBe(LARGE);
  await runtime.close();
});
