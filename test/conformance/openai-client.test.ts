import OpenAI from "openai";
import { describe, expect, test } from "vitest";
import { startRuntime } from "../../runtime/main.ts";
import { hashKey } from "../../runtime/state/keys.ts";
import type { FaultSchedule } from "../../simulator/faults.ts";
import { type Simulator, startSimulator } from "../../simulator/start-simulator.ts";
import { compileFiles } from "../compiler/in-memory.ts";
import { afterTest, besideOthers } from "../runtime/after-test.ts";

const KEY = "pm-conformance";
const FIRST = "openai/gpt-5.4-mini";
const SECOND = "anthropic/claude-haiku-5-5";

const policy = `import { chain, ms, policy } from "pointsman";
const limits = { deadline: ms(2_400), firstToken: ms(600), idle: ms(600) };
export default policy({
  routes: {
    chat: { otherwise: chain("${FIRST}", "${SECOND}"), ...limits },
    reverse: { otherwise: chain("${SECOND}", "${FIRST}"), ...limits },
  },
});`;

const table = compileFiles({ "routes.ts": policy }).table!.text;

interface Opened {
  readonly first: Simulator;
  readonly second: Simulator;
  readonly url: string;
  readonly client: OpenAI;
}

/** Closed after the test. */
async function open(): Promise<Opened> {
  const first = await startSimulator({ dialect: "openai" });
  const second = await startSimulator({ dialect: "anthropic" });
  const runtime = await startRuntime({
    table,
    port: 0,
    operatorPort: 0,
    keys: [{ id: "test", hash: hashKey(KEY), tags: [] }],
    env: {},
    standIns: { openai: first.url, anthropic: second.url },
  });
  afterTest(async () => {
    await runtime.close();
    await Promise.all([first.close(), second.close()]);
  });
  const client = new OpenAI({ baseURL: `${runtime.url}/v1`, apiKey: KEY, maxRetries: 0 });
  return { first, second, url: runtime.url, client };
}

const messages = [{ role: "user" as const, content: "Say 12 words about railways." }];

async function answer({ client }: Opened, model: string): Promise<{ text: string; target: string | null }> {
  const { data, response } = await client.chat.completions.create({ model, messages }).withResponse();
  return { text: data.choices[0]!.message.content ?? "", target: response.headers.get("x-pointsman-target") };
}

async function stream(
  { client }: Opened,
  model: string,
): Promise<{ text: string; finish: string | null; target: string | null }> {
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
  const healthyOf = ({ first, second }: Opened) => (healthyTarget === FIRST ? first : second);

  test("gets an answer and a stream from a healthy target", async () => {
    const opened = await open();
    const simulated = { target: healthyTarget, text: expect.stringContaining("simulated") };
    expect(await answer(opened, route)).toMatchObject(simulated);
    expect(await stream(opened, route)).toMatchObject({ ...simulated, finish: "stop" });
  });

  test.concurrent.for(down)(
    "never sees an error when the first target is down (%s) and the second is healthy",
    besideOthers(async ([, faults]) => {
      const opened = await open();
      await healthyOf(opened).setFaults(faults);
      const simulated = { target: fallback, text: expect.stringContaining("simulated") };
      expect(await answer(opened, route)).toMatchObject(simulated);
      expect(await stream(opened, route)).toMatchObject({ ...simulated, finish: "stop" });
    }),
  );

  test.concurrent.for(down)(
    "gets a typed error when all targets are down (%s)",
    besideOthers(async ([, faults]) => {
      const opened = await open();
      await Promise.all([opened.first.setFaults(faults), opened.second.setFaults(faults)]);
      for (const ask of [answer, stream]) {
        const error = await ask(opened, route).then(
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
    }),
  );

  test.each<[string, FaultSchedule]>([
    ["cut stream", [{ fault: "cut-stream", value: 6 }]],
    ["error event", [{ fault: "error-event", value: 6 }]],
    ["malformed JSON", [{ fault: "malformed", value: 6 }]],
  ])("sees a typed error, never a clean end, when a stream breaks after it has begun (%s)", async (_, faults) => {
    const opened = await open();
    await healthyOf(opened).setFaults(faults);
    await expect(stream(opened, route)).rejects.toBeInstanceOf(OpenAI.APIError);
    expect((await answer(opened, route)).target).toBe(fallback);
  });
});

test("a wrong key, an unknown model and a request without messages are typed errors", async () => {
  const { url, client } = await open();
  const wrong = new OpenAI({ baseURL: `${url}/v1`, apiKey: "wrong", maxRetries: 0 });
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
  const { data } = await (await open()).client.models.list();
  expect(data.map((model) => model.id).sort()).toEqual(["chat", "reverse"]);
});
