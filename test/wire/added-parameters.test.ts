/** A provider that refuses what no client has said: the next target answers, and the operator is told. */
import { describe, expect, test } from "vitest";
import { ask, provider, type Reply, runtime, type TestRuntime } from "../runtime/running.ts";
import type { TableSpec } from "../runtime/table-text.ts";

const hello = { model: "chat", messages: [{ role: "user", content: "Hi" }] };
const answer = JSON.stringify({
  choices: [{ index: 0, message: { role: "assistant", content: "Hello." }, finish_reason: "stop" }],
  usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
});

/** The first target refuses with this, the second answers. */
async function refusing(error: object, set: Record<string, unknown>, use = ["a/m", "b/m"]): Promise<TestRuntime> {
  const a = await provider((_, response) => {
    response.writeHead(400, { "content-type": "application/json" }).end(JSON.stringify(error));
  });
  const b = await provider((_, response) => {
    response.writeHead(200, { "content-type": "application/json" }).end(answer);
  });
  const spec: TableSpec = {
    targets: { "a/m": { dialect: "openai", parameters: { require: set } }, "b/m": { dialect: "openai" } },
    routes: { chat: { use } },
  };
  return runtime(spec, { a, b });
}

const alarms = ({ log }: TestRuntime) => log.filter(({ event }) => event === "alarm");
const shown = ({ json }: Reply) => json.error;

describe("a parameter that the gateway adds and a provider refuses", () => {
  test.each([
    ["by name", { error: { message: "Unsupported parameter", type: "invalid_request_error", param: "store" } }],
    ["in quotes", { error: { message: "Unknown parameter: 'store'.", type: "invalid_request_error" } }],
    ["in words", { error: { message: "Unrecognized request argument supplied: store" } }],
    ["as a place", { detail: [{ loc: ["body", "store"], msg: "Extra inputs are not permitted" }] }],
  ])("%s goes on to the next target, with an alarm that says what to mend", async (_, error) => {
    const gateway = await refusing(error, { store: false });
    const reply = await ask(gateway, { body: hello });
    expect(reply.status).toBe(200);
    expect(reply.headers["x-pointsman-target"]).toBe("b/m");
    expect(alarms(gateway)).toMatchObject([{ target: "a/m", failure: "unsupported" }]);
    expect(alarms(gateway)[0]!.message).toMatch(/`store`.*overlay/);
  });

  test("is no fault of the client's request where nothing is left", async () => {
    const error = { error: { message: "Unknown parameter: 'store' of org-12345678.", param: "store" } };
    const gateway = await refusing(error, { store: false }, ["a/m"]);
    const reply = await ask(gateway, { body: hello });
    expect(reply.status).toBe(502);
    expect(shown(reply)).toMatchObject({ type: "server_error", code: "upstream_unsupported", param: null });
    expect(reply.text).not.toContain("org-");
    expect(reply.headers["x-should-retry"]).toBe("false");
  });

  test("is the client's where the client has said it", async () => {
    const error = { error: { message: "'store' must be false.", type: "invalid_request_error", param: "store" } };
    const gateway = await refusing(error, { store: false });
    const reply = await ask(gateway, { body: { ...hello, store: true } });
    expect(reply.status).toBe(400);
    expect(shown(reply)).toMatchObject({ code: "bad_request", param: "store" });
    expect(alarms(gateway)).toEqual([]);
  });

  test("is not meant where a message is about something else", async () => {
    const error = { error: { message: "The store of messages is empty.", type: "invalid_request_error" } };
    const gateway = await refusing(error, { store: false });
    expect((await ask(gateway, { body: hello })).status).toBe(400);
    expect(alarms(gateway)).toEqual([]);
  });

  test("may be the usage of a stream", async () => {
    const error = { error: { message: "stream_options: Extra inputs are not permitted" } };
    const gateway = await refusing(error, {});
    const reply = await ask(gateway, { body: { ...hello, stream: true } });
    expect(reply.headers["x-pointsman-attempts"] ?? reply.json.error?.attempts?.length).toBe("2");
    expect(alarms(gateway)[0]!.message).toContain("`stream_options`");
  });
});
