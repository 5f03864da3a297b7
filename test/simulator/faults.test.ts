import { describe, expect, test, vi } from "vitest";
import type { Fault, FaultName } from "../../simulator/faults.ts";
import { ask, dialects, readBroken, readEvents, readJson, start } from "./ask.ts";

const cases = dialects.flatMap((dialect) => [false, true].map((stream) => ({ dialect, stream })));

describe.each(cases)("faults in the $dialect dialect, stream: $stream", ({ dialect, stream }) => {
  const isOpenai = dialect === "openai";
  const body = { stream };

  async function meet(fault: Fault): Promise<Response> {
    return ask(await start({ dialect, faults: [fault] }), { body });
  }

  test.each<[FaultName, number, number, string, string]>([
    ["400-context-length", 400, 400, "invalid_request_error", "invalid_request_error"],
    ["400-content-filter", 400, 400, "invalid_request_error", "invalid_request_error"],
    ["401", 401, 401, "invalid_request_error", "authentication_error"],
    ["404", 404, 404, "invalid_request_error", "not_found_error"],
    ["429", 429, 429, "requests", "rate_limit_error"],
    ["500", 500, 500, "server_error", "api_error"],
    ["529", 503, 529, "server_error", "overloaded_error"],
  ])("%s has the status and the shape of the dialect", async (fault, openai, anthropic, openaiType, anthropicType) => {
    const response = await meet({ fault });
    expect(response.status).toBe(isOpenai ? openai : anthropic);
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(response.headers.get("x-simulated")).toBe("pointsman");
    const answer = await readJson<{ type?: string; error: object }>(response);
    expect(answer.error).toMatchObject({ type: isOpenai ? openaiType : anthropicType, message: expect.any(String) });
    if (isOpenai) expect(Object.keys(answer.error)).toEqual(["message", "type", "param", "code"]);
    else expect(answer.type).toBe("error");
  });

  test("429 says how long to wait", async () => {
    const { headers } = await meet({ fault: "429", value: 7 });
    expect(headers.get("retry-after")).toBe("7");
    const remaining = isOpenai ? "x-ratelimit-remaining-requests" : "anthropic-ratelimit-requests-remaining";
    expect(headers.get(remaining)).toBe("0");
  });

  test("reset breaks the connection before an answer", async () => {
    await expect(meet({ fault: "reset" })).rejects.toMatchObject({ cause: { code: "ECONNRESET" } });
  });

  test("silence sends nothing until the client leaves", async () => {
    const simulator = await start({ dialect, faults: [{ fault: "silence" }] });
    const leave = new AbortController();
    const asked = ask(simulator, { body, signal: leave.signal });
    await vi.waitFor(() => expect(simulator.open).toBe(1));
    await vi.waitFor(() => expect(simulator.requests).toHaveLength(1));
    leave.abort();
    await expect(asked).rejects.toThrow();
    await vi.waitFor(() => expect([simulator.open, simulator.aborted]).toEqual([0, 1]));
  });

  test("slow-first-token keeps the text back", async () => {
    const simulator = await start({ dialect, faults: [{ fault: "slow-first-token", value: 60_000 }] });
    const leave = new AbortController();
    const asked = ask(simulator, { body, signal: leave.signal });
    if (stream) {
      const reader = (await asked).body?.getReader();
      const opening = new TextDecoder().decode((await reader?.read())?.value);
      expect(opening).toContain(isOpenai ? '"role":"assistant"' : "message_start");
      expect(opening).not.toContain("simulated)");
    } else {
      await vi.waitFor(() => expect(simulator.open).toBe(1));
    }
    leave.abort();
    await asked.catch(() => undefined);
    await vi.waitFor(() => expect([simulator.open, simulator.aborted]).toEqual([0, 1]));
  });

  test("cut-stream breaks the connection inside the answer", async () => {
    const simulator = await start({ dialect, faults: [{ fault: "cut-stream", value: 2 }] });
    const response = await ask(simulator, { body });
    const { text, broke } = await readBroken(response);
    expect(response.status).toBe(200);
    expect(broke).toBe(true);
    if (stream) expect(readEvents(text)).toHaveLength(2);
    else expect(text.length).toBe(Math.floor(Number(response.headers.get("content-length")) / 2));
    await vi.waitFor(() => expect([simulator.open, simulator.aborted]).toEqual([0, 0]));
  });

  test("error-event reports an error inside the answer", async () => {
    const response = await meet({ fault: "error-event", value: 2 });
    expect(response.status).toBe(200);
    const text = await response.text();
    const events = readEvents(text);
    const error = JSON.parse(stream ? (events.at(-1)?.data ?? "") : text);
    if (stream) expect(events).toHaveLength(3);
    if (stream) expect(events.at(-1)?.type).toBe(isOpenai ? "" : "error");
    expect(error.error).toMatchObject({ type: isOpenai ? "server_error" : "overloaded_error" });
    expect(error.type).toBe(isOpenai ? undefined : "error");
  });

  test("malformed breaks the JSON and nothing else", async () => {
    const response = await meet({ fault: "malformed", value: 3 });
    const text = await response.text();
    expect(response.status).toBe(200);
    const parts = stream ? readEvents(text).map((event) => event.data) : [text];
    const wrong = parts.flatMap((part, index) => (part === "[DONE]" || isJson(part) ? [] : [index]));
    expect(wrong).toEqual([stream ? 3 : 0]);
  });

  test.each<FaultName>(["cut-stream", "error-event", "malformed"])(
    "%s also meets an answer that is shorter",
    async (fault) => {
      const { text, broke } = await readBroken(await meet({ fault, value: 10_000 }));
      const whole =
        stream && !broke && text.endsWith(isOpenai ? "data: [DONE]\n\n" : 'data: {"type":"message_stop"}\n\n');
      expect(whole).toBe(false);
    },
  );

  test("the caller chooses a fault by header, over the schedule", async () => {
    const simulator = await start({ dialect, faults: [{ fault: "500", times: 1 }] });
    const choose = (fault: string) => ask(simulator, { body, headers: { "x-simulate": fault } });
    expect((await choose("ok")).status).toBe(200);
    expect((await choose("429@3")).headers.get("retry-after")).toBe("3");
    expect((await choose("refused")).status).toBe(400);
    const unknown = await choose("tea");
    expect(await unknown.text()).toMatch(/unknown fault \\"tea\\"\. Known faults: .*cut-stream/);
    expect((await ask(simulator, { body })).status).toBe(500);
    expect((await ask(simulator, { body })).status).toBe(200);
  });
});

test("a schedule is followed in order and can be replaced", async () => {
  const simulator = await start({
    dialect: "openai",
    faults: [
      { fault: "500", times: 1 },
      { fault: "429", model: "b" },
    ],
  });
  const statusOf = async (model: string) => (await ask(simulator, { body: { model } })).status;
  expect([await statusOf("a"), await statusOf("a"), await statusOf("b")]).toEqual([500, 200, 429]);
  await simulator.setFaults([]);
  expect(await statusOf("b")).toBe(200);
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
