import { expect, test, vi } from "vitest";
import { ask, hello, runtime, simulator } from "../running.ts";

const spec = {
  targets: { "first/m": { dialect: "openai" as const }, "second/m": { dialect: "openai" as const } },
  routes: { chat: { use: ["first/m", "second/m"] } },
};
const alarms = (log: readonly Record<string, unknown>[]) =>
  log.filter(({ event, message }) => event === "alarm" && /has not answered once/.test(String(message)));

test("a target that has never answered is told of after three failures, once, though a fallback hides it", async () => {
  const dead = await simulator({ faults: [{ fault: "500" }] });
  const running = await runtime(spec, { first: dead.url, second: (await simulator()).url });
  for (let i = 0; i < 5; i++) {
    expect((await ask(running, { body: hello })).status).toBe(200);
    await vi.waitFor(() => expect(running.log.filter(({ event }) => event === "request")).toHaveLength(i + 1));
    expect(alarms(running.log)).toHaveLength(i < 2 ? 0 : 1);
  }
  expect(alarms(running.log)).toMatchObject([{ level: "error", route: "chat", target: "first/m", status: 500 }]);
});

test("one that has answered before is no alarm, nor is one that refuses what a client sent", async () => {
  const later = await simulator({ faults: [{ fault: "500", after: 1 }] });
  const strict = await simulator({ faults: [{ fault: "400-content-filter" }] });
  for (const first of [later, strict]) {
    const running = await runtime(spec, { first: first.url, second: (await simulator()).url });
    for (let i = 0; i < 5; i++) await ask(running, { body: hello });
    await vi.waitFor(() => expect(running.log.filter(({ event }) => event === "request")).toHaveLength(5));
    expect(alarms(running.log)).toEqual([]);
  }
});
