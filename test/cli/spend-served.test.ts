/** Gateways as operators start them, that write their use to one store, and what is read of it meanwhile. */
import { expect, test } from "vitest";
import type { SpendReport } from "../../schemas/spend.ts";
import { ask, hello, provider } from "../runtime/running.ts";
import { runCommand } from "./recording-terminal.ts";
import { servedChild } from "./served-child.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const target = { dialect: "openai" as const, price: { input: 2, output: 8 } };
const spec = { targets: { "one/m1": target }, routes: { chat: { use: ["one/m1"] } } };

/** Micro-USD 2 × 10 + 8 × 5. */
const NANO = 60_000;

function billing(): Promise<string> {
  const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };
  const choices = [{ index: 0, message: { role: "assistant", content: "hello" }, finish_reason: "stop" }];
  const text = JSON.stringify({ id: "c", object: "chat.completion", created: 1, model: "m", choices, usage });
  return provider((_request, response) => void response.end(text));
}

async function report(state: string): Promise<SpendReport> {
  // The terminal's clock stands still in another month.
  const words = ["spend", "--state", state, "--from", "2026-01", "--to", "2099-12", "--format", "json"];
  const { code, out, err } = await runCommand(words);
  expect([code, err]).toEqual([0, ""]);
  return JSON.parse(out) as SpendReport;
}

test("two processes write to one file, it is read while they serve, and a stop loses nothing", {
  timeout: 120_000,
}, async () => {
  const state = `sqlite:${temporaryFolder({})("state.db")}`;
  const one = await billing();
  const children = await Promise.all([1, 2].map(() => servedChild(spec, { one }, ["--state", state])));
  const asked = children.flatMap((child) => Array.from({ length: 40 }, () => ask(child, { body: hello })));
  expect((await Promise.all(asked)).every(({ status }) => status === 200)).toBe(true);
  await expect.poll(async () => (await report(state)).total.requests, { timeout: 20_000 }).toBe(80);
  for (const child of children) await ask(child, { body: hello });
  for (const { child } of children) child.kill("SIGTERM");
  for (const { end } of children) expect(await end).toEqual([0, null]);
  const { total, rows } = await report(state);
  expect([total.requests, total.costNanoUsd, rows.length]).toEqual([82, 82 * NANO, 1]);
});

test("a process that is killed loses what it has not written yet, and no more", { timeout: 120_000 }, async () => {
  const state = `sqlite:${temporaryFolder({})("state.db")}`;
  const one = await billing();
  const first = await servedChild(spec, { one }, ["--state", state]);
  for (let i = 0; i < 10; i++) await ask(first, { body: hello });
  await expect.poll(async () => (await report(state)).total.requests, { timeout: 20_000 }).toBe(10);
  await Promise.all(Array.from({ length: 5 }, () => ask(first, { body: hello })));
  first.child.kill("SIGKILL");
  await first.end;
  const { total } = await report(state);
  expect(total.requests).toBeGreaterThanOrEqual(10);
  expect(total.requests).toBeLessThanOrEqual(15);
  expect(total.costNanoUsd).toBe(total.requests * NANO);
  const second = await servedChild(spec, { one }, ["--state", state]);
  await ask(second, { body: hello });
  await expect.poll(async () => (await report(state)).total.requests, { timeout: 20_000 }).toBe(total.requests + 1);
});
