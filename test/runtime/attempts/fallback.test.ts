import { describe, expect, test } from "vitest";
import type { FaultName } from "../../../simulator/faults.ts";
import { besideOthers } from "../after-test.ts";
import { ask, hello, runtime, simulator, textOf } from "../running.ts";
import type { TableSpec } from "../table-text.ts";

const dialects = ["openai", "anthropic"] as const;

/** Every way of being down before anything useful was said; the number is the fault's. */
const down: readonly { fault: FaultName; value?: number; failure: string; streamed?: string }[] = [
  { fault: "refused", failure: "connect" },
  { fault: "reset", failure: "connect" },
  { fault: "silence", failure: "timeout-attempt", streamed: "timeout-first-token" },
  { fault: "slow-first-token", value: 20_000, failure: "timeout-attempt", streamed: "timeout-first-token" },
  { fault: "cut-stream", value: 1, failure: "truncated" },
  { fault: "error-event", value: 1, failure: "overloaded" },
  { fault: "malformed", value: 1, failure: "malformed" },
  { fault: "400-context-length", failure: "context-length" },
  { fault: "401", failure: "auth" },
  { fault: "404", failure: "not-found" },
  { fault: "429", failure: "rate-limited" },
  { fault: "500", failure: "server-error" },
  { fault: "529", failure: "overloaded" },
];

function twoTargets(first: "openai" | "anthropic", second: "openai" | "anthropic", deadline: number): TableSpec {
  const chat = { use: ["one/m1", "two/m2"], limits: { deadline, firstToken: deadline / 4 } };
  return { targets: { "one/m1": { dialect: first }, "two/m2": { dialect: second } }, routes: { chat } };
}

/** Only what is waited for to its end needs a short one: a busy machine makes no other target late. */
const limit = (fault: FaultName, short: number) => (["silence", "slow-first-token"].includes(fault) ? short : 40_000);

describe.each(dialects)("a first target that speaks %s", (dialect) => {
  describe.each([false, true])("stream: %s", (stream) => {
    const hidden = "that is down by $fault is hidden by a healthy second";
    test.concurrent.for(down)(
      hidden,
      besideOthers(async ({ fault, value }) => {
        const one = await simulator({ dialect, faults: [{ fault, ...(value !== undefined && { value }) }] });
        const other = dialect === "openai" ? "anthropic" : "openai";
        const two = await simulator({ dialect: other });
        const gateway = await runtime(twoTargets(dialect, other, limit(fault, 4_000)), { one: one.url, two: two.url });
        const reply = await ask(gateway, { body: { ...hello, stream } });
        expect(reply.status).toBe(200);
        expect(reply.headers["x-pointsman-target"]).toBe("two/m2");
        expect(reply.headers["x-pointsman-attempts"]).toBe("2");
        expect(textOf(reply)).toContain("Hello there");
        expect(reply.text).not.toContain('"error"');
        expect(reply.text.endsWith("data: [DONE]\n\n")).toBe(stream);
      }),
    );

    test.concurrent.for(down)(
      "is reported as what it is when the second is down too: $fault",
      besideOthers(async ({ fault, value, failure, streamed }) => {
        const faults = [{ fault, ...(value !== undefined && { value }) }];
        const one = await simulator({ dialect, faults });
        const two = await simulator({ dialect, faults });
        const gateway = await runtime(twoTargets(dialect, dialect, limit(fault, 1_200)), {
          one: one.url,
          two: two.url,
        });
        const { json, status, headers } = await ask(gateway, { body: { ...hello, stream } });
        expect(status).toBeGreaterThanOrEqual(400);
        expect(headers["content-type"]).toBe("application/json");
        expect(json.error?.message).toBeTypeOf("string");
        const [first] = json.error?.attempts ?? [];
        expect(first).toMatchObject({ target: "one/m1", failure: (stream && streamed) || failure });
        expect(json.error?.attempts?.some(({ target }) => target === "two/m2")).toBe(true);
      }),
    );
  });
});

test("a refused content is not shown to another provider", async () => {
  const one = await simulator({ faults: [{ fault: "400-content-filter" }] });
  const two = await simulator();
  const gateway = await runtime(twoTargets("openai", "openai", 2_000), { one: one.url, two: two.url });
  const { status, json } = await ask(gateway, { body: hello });
  expect(status).toBe(400);
  expect(json.error?.code).toBe("content_filter");
  expect(two.requests).toHaveLength(0);
});

test("a single target that fails for a moment is tried once more", async () => {
  const one = await simulator({ faults: [{ fault: "500", times: 1 }] });
  const gateway = await runtime(
    { targets: { "one/m1": { dialect: "openai" } }, routes: { chat: { use: ["one/m1"] } } },
    { one: one.url },
  );
  const reply = await ask(gateway, { body: hello });
  expect(reply.status).toBe(200);
  expect(reply.headers["x-pointsman-attempts"]).toBe("2");
});

test("a wait that the provider asks for and that does not fit is not waited for, and the client is told of it", async () => {
  const one = await simulator({ faults: [{ fault: "429", value: 30 }] });
  const gateway = await runtime(
    { targets: { "one/m1": { dialect: "openai" } }, routes: { chat: { use: ["one/m1"] } } },
    { one: one.url },
  );
  const { status, headers, json } = await ask(gateway, { body: hello });
  expect(status).toBe(429);
  expect(headers["retry-after"]).toBe("30");
  expect(json.error?.attempts).toHaveLength(1);
});

test("the operator's own mistake is logged as an error though a fallback hides it", async () => {
  const one = await simulator({ faults: [{ fault: "401" }] });
  const two = await simulator();
  const gateway = await runtime(twoTargets("openai", "openai", 2_000), { one: one.url, two: two.url });
  await ask(gateway, { body: hello });
  const alarm = gateway.log.find(({ event }) => event === "alarm");
  expect(alarm).toMatchObject({ level: "error", target: "one/m1", failure: "auth", status: 401 });
});
