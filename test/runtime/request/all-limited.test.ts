import { expect, test } from "vitest";
import { ask, hello, runtime, simulator } from "../running.ts";
import type { TableSpec } from "../table-text.ts";

const spec: TableSpec = {
  targets: { "first/m": { dialect: "openai" }, "second/m": { dialect: "openai" } },
  routes: { chat: { use: ["first/m", "second/m"], limits: { deadline: 20_000 } } },
};

test("where every provider has said when to come again, clients are told so, and none is asked in vain", async () => {
  const first = await simulator({ faults: [{ fault: "429", value: 40 }] });
  const second = await simulator({ faults: [{ fault: "429", value: 30 }] });
  const running = await runtime(spec, { first: first.url, second: second.url });
  const asked = () => [first.requests.length, second.requests.length];
  const found = await ask(running, { body: hello });
  expect([found.status, found.headers["retry-after"]]).toEqual([429, "30"]);
  expect(asked()).toEqual([1, 1]);
  const { status, headers, json } = await ask(running, { body: hello });
  expect([status, json.error?.code]).toEqual([429, "rate_limit_exceeded"]);
  expect(Number(headers["retry-after"])).toBeGreaterThan(25);
  expect(Number(headers["retry-after"])).toBeLessThanOrEqual(30);
  expect(Number(headers["retry-after-ms"])).toBeLessThanOrEqual(30_000);
  expect(headers["x-pointsman-attempts"]).toBe("0");
  expect(asked()).toEqual([1, 1]);
});

test("one that may answer is asked, whatever the others have said", async () => {
  const first = await simulator({ faults: [{ fault: "429", value: 40 }] });
  const second = await simulator({ faults: [{ fault: "500", times: 1 }] });
  const running = await runtime(spec, { first: first.url, second: second.url });
  for (let i = 0; i < 3; i++) expect((await ask(running, { body: hello })).status).toBe(200);
  expect(first.requests).toHaveLength(1);
});

test("a short while is waited for as before", async () => {
  const first = await simulator({ faults: [{ fault: "429", value: 1, times: 1 }] });
  const running = await runtime(
    { ...spec, routes: { chat: { use: ["first/m"], limits: { deadline: 20_000 } } } },
    { first: first.url, second: first.url },
  );
  const both = await Promise.all([ask(running, { body: hello }), ask(running, { body: hello })]);
  expect(both.map(({ status }) => status)).toEqual([200, 200]);
});
