import { describe, expect, test } from "vitest";
import { ask, dialects, readJson, start } from "./ask.ts";

describe.each(dialects)("requests in the %s dialect", (dialect) => {
  const isOpenai = dialect === "openai";
  const noKey = isOpenai ? { authorization: "" } : { "x-api-key": "" };

  async function refusal(asking: Parameters<typeof ask>[1], options = {}): Promise<{ status: number; error: unknown }> {
    const response = await ask(await start({ dialect, ...options }), asking);
    const body = await readJson<{ error: object }>(response);
    if (isOpenai) expect(Object.keys(body.error)).toEqual(["message", "type", "param", "code"]);
    else expect(body).toMatchObject({ type: "error", request_id: response.headers.get("request-id") });
    return { status: response.status, error: body.error };
  }

  test("a missing key is 401", async () => {
    const type = isOpenai ? "invalid_request_error" : "authentication_error";
    expect(await refusal({ headers: noKey })).toMatchObject({ status: 401, error: { type } });
  });

  test("only the listed keys are accepted", async () => {
    expect(await refusal({}, { keys: ["another"] })).toMatchObject({ status: 401 });
    const accepted = await ask(await start({ dialect, keys: ["another", "test-key"] }));
    expect(accepted.status).toBe(200);
  });

  test.each([
    ["a body that is not JSON", "{"],
    ["a body that is not an object", "[]"],
    ["no messages", { messages: undefined }],
    ["empty messages", { messages: [] }],
    ["no model", { model: undefined }],
    ["an unknown role", { messages: [{ role: "robot", content: "Hi" }] }],
    ["no room for an answer", { max_tokens: 0 }],
    ["a temperature out of range", { temperature: 2.1 }],
    ["a tool choice without tools", { tool_choice: { type: "any" } }],
  ])("%s is 400", async (_, body) => {
    expect(await refusal({ body })).toMatchObject({ status: 400, error: { type: "invalid_request_error" } });
  });

  test("another path is 404 and any prefix is accepted", async () => {
    expect(await refusal({ path: "/v1/completions" })).toMatchObject({ status: 404 });
    const path = isOpenai ? "/some/prefix/chat/completions?x=1" : "/messages?beta=true";
    expect((await ask(await start({ dialect }), { path })).status).toBe(200);
  });

  test("requests are recorded without their keys, and only the last ones", async () => {
    const simulator = await start({ dialect, record: 2 });
    for (const user of ["one", "two", "three"]) await (await ask(simulator, { body: { user } })).text();
    expect(simulator.requests.map((request) => request.body)).toMatchObject([{ user: "two" }, { user: "three" }]);
    expect(simulator.requests[0]).toMatchObject({ method: "POST", path: expect.stringMatching(/^\/v1\//) });
    expect(JSON.stringify(simulator.requests)).not.toContain("test-key");
  });

  test("a taken port is an error", async () => {
    const { port } = await start({ dialect });
    await expect(start({ dialect, port })).rejects.toMatchObject({ code: "EADDRINUSE" });
  });
});

test("the anthropic dialect demands max_tokens and its version header", async () => {
  const simulator = await start({ dialect: "anthropic" });
  const noLimit = await ask(simulator, { body: { max_tokens: undefined } });
  expect(await noLimit.json()).toMatchObject({ error: { message: "max_tokens: Field required" } });
  const headers = { "content-type": "application/json", "x-api-key": "k" };
  const noVersion = await fetch(`${simulator.url}/v1/messages`, { method: "POST", headers, body: "{}" });
  expect(noVersion.status).toBe(400);
});

test("the openai dialect allows stream options only in a stream", async () => {
  const body = { stream_options: { include_usage: true } };
  const response = await ask(await start({ dialect: "openai" }), { body });
  expect(await response.json()).toMatchObject({ error: { param: "stream_options" } });
});
