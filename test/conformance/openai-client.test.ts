import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Runtime, startRuntime } from "../../runtime/main.ts";
import { hashKey } from "../../runtime/state/keys.ts";
import type { FaultSchedule } from "../../simulator/faults.ts";
import { type Simulator, startSimulator } from "../../simulator/start-simulator.ts";
import { compileFiles } from "../compiler/in-memory.ts";

const KEY = "pm-conformance";
const FIRST = "openai/gpt-5.4-mini";
const SECOND = "anthropic/claude-haiku-5-5";

const policy = `import { chain, ms, policy } from "pointsman";
const limits = { deadline: ms(1_200), firstToken: ms(200), idle: ms(200) };
export default policy({
  routes: {
    chat: { otherwise: chain("${FIRST}", "${SECOND}"), ...limits },
    reverse: { otherwise: chain("${SECOND}", "${FIRST}"), ...limits },
  },
});`;

let first: Simulator;
let second: Simulator;
let runtime: Runtime;
let client: OpenAI;

beforeAll(async () => {
  first = await startSimulator({ dialect: "openai" });
  second = await startSimulator({ dialect: "anthropic" });
  runtime = await startRuntime({
    table: compileFiles({ "routes.ts": policy }).table!.text,
    port: 0,
    operatorPort: 0,
    keys: [{ id: "test", hash: hashKey(KEY), tags: [] }],
    env: {},
    standIns: { openai: first.url, anthropic: second.url },
  });
  client = new OpenAI({ baseURL: `${runtime.url}/v1`, apiKey: KEY, maxRetries: 0 });
});

afterAll(async () => {
  await runtime.close();
  await Promise.all([first.close(), second.close()]);
});

const messages = [{ role: "user" as const, content: "Say 12 words about railways." }];

async function answer(model: string): Promise<{ text: string; target: string | null }> {
  const { data, response } = await client.chat.completions.create({ model, messages }).withResponse();
  return { text: data.choices[0]!.message.content ?? "", target: response.headers.get("x-pointsman-target") };
}

async function stream(model: string): Promise<{ text: string; finish: string | null; target: string | null }> {
  const { data, response } = await client.chat.completions.create({ model, messages, stream: true }).withResponse();
  let text = "";
  let finish: string | null = null;
  for await (const chunk of data) {
    text += chunk.choices[0]?.delta.content ?? "";
    finish = chunk.choices[0]?.finish_reason ?? finish;
  }
  return { text, finish, target: response.headers.get("x-pointsman-target") };
}

/** Each way to be down before anything useful was said; `@1` strikes at the first event. */
const down: [string, FaultSchedule][] = [
  ["refused", [{ fault: "refused" }]],
  ["reset", [{ fault: "reset" }]],
  ["429 with Retry-After", [{ fault: "429", value: 1 }]],
  ["500", [{ fault: "500" }]],
  ["529", [{ fault: "529" }]],
  ["silence", [{ fault: "silence" }]],
  ["slow first token", [{ fault: "slow-first-token", value: 5_000 }]],
  ["cut stream", [{ fault: "cut-stream", value: 1 }]],
  ["error event", [{ fault: "error-event", value: 1 }]],
  ["malformed JSON", [{ fault: "malformed", value: 1 }]],
];

describe.each([
  ["chat", FIRST, SECOND],
  ["reverse", SECOND, FIRST],
])("route %s: the official client", (route, healthyTarget, fallback) => {
  const simulatorOf = (target: string) => (target === FIRST ? first : second);

  test("gets an answer and a stream from a healthy target", async () => {
    expect(await answer(route)).toMatchObject({ target: healthyTarget, text: expect.stringContaining("simulated") });
    const streamed = await stream(route);
    expect(streamed).toMatchObject({
      target: healthyTarget,
      finish: "stop",
      text: expect.stringContaining("simulated"),
    });
  });

  test.each(down)(
    "never sees an error when the first target is down (%s) and the second is healthy",
    async (_, faults) => {
      await simulatorOf(healthyTarget).setFaults(faults);
      try {
        expect(await answer(route)).toMatchObject({ target: fallback, text: expect.stringContaining("simulated") });
        const streamed = await stream(route);
        expect(streamed).toMatchObject({
          target: fallback,
          finish: "stop",
          text: expect.stringContaining("simulated"),
        });
      } finally {
        await simulatorOf(healthyTarget).setFaults([]);
      }
    },
  );

  test.each(down)("gets a typed error when all targets are down (%s)", async (_, faults) => {
    await Promise.all([first.setFaults(faults), second.setFaults(faults)]);
    try {
      for (const ask of [answer, stream]) {
        const error = await ask(route).then(
          () => undefined,
          (thrown: unknown) => thrown,
        );
        expect(error).toBeInstanceOf(OpenAI.APIError);
        const { status, code, type, error: body } = error as InstanceType<typeof OpenAI.APIError>;
        expect(status).toBeGreaterThanOrEqual(429);
        expect([typeof code, typeof type]).toEqual(["string", "string"]);
        const { attempts } = body as { attempts: { target: string }[] };
        expect(new Set(attempts.map((attempt) => attempt.target))).toEqual(new Set([FIRST, SECOND]));
      }
    } finally {
      await Promise.all([first.setFaults([]), second.setFaults([])]);
    }
  });

  test.each<[string, FaultSchedule]>([
    ["cut stream", [{ fault: "cut-stream", value: 6 }]],
    ["error event", [{ fault: "error-event", value: 6 }]],
    ["malformed JSON", [{ fault: "malformed", value: 6 }]],
  ])("sees a typed error, never a clean end, when a stream breaks after it has begun (%s)", async (_, faults) => {
    await simulatorOf(healthyTarget).setFaults(faults);
    try {
      await expect(stream(route)).rejects.toBeInstanceOf(OpenAI.APIError);
      expect((await answer(route)).target).toBe(fallback);
    } finally {
      await simulatorOf(healthyTarget).setFaults([]);
    }
  });
});

test("a wrong key, an unknown model and a request without messages are typed errors", async () => {
  const wrong = new OpenAI({ baseURL: `${runtime.url}/v1`, apiKey: "wrong", maxRetries: 0 });
  await expect(wrong.chat.completions.create({ model: "chat", messages })).rejects.toBeInstanceOf(
    OpenAI.AuthenticationError,
  );
  await expect(client.chat.completions.create({ model: "chta", messages })).rejects.toMatchObject({
    status: 404,
    code: "model_not_found",
    message: expect.stringContaining("chat"),
  });
  await expect(client.chat.completions.create({ model: "chat", messages: [] })).rejects.toMatchObject({
    status: 400,
    param: "messages",
  });
});

test("the models are the routes", async () => {
  const { data } = await client.models.list();
  expect(data.map((model) => model.id).sort()).toEqual(["chat", "reverse"]);
});
