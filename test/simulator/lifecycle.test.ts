import { describe, expect, test, vi } from "vitest";
import { ask, dialects, readBroken, says, start } from "./ask.ts";

const long = { ...says("Write 20000 words."), max_tokens: 100_000, stream: true };

describe.each(dialects)("the life of answers in the %s dialect", (dialect) => {
  test("generation stops when the client leaves", async () => {
    const simulator = await start({ dialect, tokensPerSecond: 20 });
    const leave = new AbortController();
    const response = await ask(simulator, { body: long, signal: leave.signal });
    await response.body?.getReader().read();
    expect([simulator.open, simulator.aborted]).toEqual([1, 0]);
    leave.abort();
    await vi.waitFor(() => expect([simulator.open, simulator.aborted]).toEqual([0, 1]));
  });

  test("generation stops when a client that reads nothing leaves", async () => {
    const simulator = await start({ dialect });
    const leave = new AbortController();
    await ask(simulator, { body: long, signal: leave.signal });
    leave.abort();
    await vi.waitFor(() => expect([simulator.open, simulator.aborted]).toEqual([0, 1]));
  });

  test("close breaks unfinished answers and frees the port", async () => {
    const simulator = await start({ dialect, tokensPerSecond: 20, faults: [{ fault: "silence", after: 1 }] });
    const streaming = readBroken(await ask(simulator, { body: long }));
    const silent = ask(simulator).catch(() => "broken");
    await vi.waitFor(() => expect(simulator.open).toBe(2));
    await simulator.close();
    expect(await silent).toBe("broken");
    expect(await streaming).toMatchObject({ broke: true });
    expect([simulator.open, simulator.aborted]).toEqual([0, 0]);
    const again = await start({ dialect, port: simulator.port });
    expect((await ask(again)).status).toBe(200);
  });

  test("a finished answer is neither open nor left", async () => {
    const simulator = await start({ dialect });
    await (await ask(simulator, { body: { stream: true } })).text();
    await vi.waitFor(() => expect([simulator.open, simulator.aborted]).toEqual([0, 0]));
  });
});

test("many answers that are left at once leak none", async () => {
  const simulator = await start({ dialect: "openai", tokensPerSecond: 20 });
  const leave = new AbortController();
  const asked = Array.from({ length: 50 }, () => ask(simulator, { body: long, signal: leave.signal }));
  await Promise.all(asked);
  leave.abort();
  await vi.waitFor(() => expect([simulator.open, simulator.aborted]).toEqual([0, 50]));
});
