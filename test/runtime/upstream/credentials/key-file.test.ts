/** Keys that stand in files, before real servers: what a provider sees, and what a client does. */
import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { ask, hello, provider, runtime } from "../../running.ts";
import type { TableSpec } from "../../table-text.ts";

const answer = { choices: [{ index: 0, message: { role: "assistant", content: "Yes." }, finish_reason: "stop" }] };

function keyFile(text: string): { path: string; write(text: string): void } {
  const folder = mkdtempSync(join(tmpdir(), "pointsman-key-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "key");
  writeFileSync(path, text);
  return {
    path,
    write: (next) => {
      writeFileSync(`${path}.new`, next);
      renameSync(`${path}.new`, path);
    },
  };
}

/** A provider that takes the keys of a set, which the test changes. */
async function guarded(valid: Set<string>): Promise<{ origin: string; keys: string[] }> {
  const keys: string[] = [];
  const origin = await provider((request, response) => {
    const key = request.headers.authorization?.replace("Bearer ", "") ?? "";
    keys.push(key);
    const isRight = valid.has(key);
    response.writeHead(isRight ? 200 : 401, { "content-type": "application/json" });
    response.end(JSON.stringify(isRight ? answer : { error: { message: "wrong key", code: "invalid_api_key" } }));
  });
  return { origin, keys };
}

function specOf(origin: string, more: Partial<TableSpec> = {}): TableSpec {
  return {
    targets: { "one/m1": { dialect: "openai" } },
    routes: { chat: { use: ["one/m1"] } },
    providers: { one: { chatUrl: `${origin}/v1/chat/completions` } },
    ...more,
  };
}

test("a key that is rotated under load, the old one revoked: no request fails, and none is sent with the old one for long", async () => {
  const valid = new Set(["old-key"]);
  const { origin, keys } = await guarded(valid);
  const file = keyFile("old-key\n");
  const gateway = await runtime(specOf(origin), {}, { env: { ONE_KEY: `file:${file.path}` } });
  const statuses: number[] = [];
  const caller = async () => {
    for (let i = 0; i < 12; i++) statuses.push((await ask(gateway, { body: hello })).status);
  };
  const callers = Array.from({ length: 50 }, caller);
  await vi.waitFor(() => expect(statuses.length).toBeGreaterThan(100), { interval: 1, timeout: 10_000 });
  file.write("new-key\n");
  valid.add("new-key");
  valid.delete("old-key");
  const before = keys.length;
  await Promise.all(callers);
  expect(statuses).toEqual(Array.from({ length: 600 }, () => 200));
  expect(keys.slice(0, before).every((key) => key === "old-key")).toBe(true);
  // Those that were on their way met the refusal; after it everyone had the new key.
  const late = keys.slice(before).filter((key) => key === "old-key").length;
  expect(late).toBeLessThanOrEqual(100);
});

test("a streamed request that meets the refusal is sent once more, too", async () => {
  const piece = { choices: [{ index: 0, delta: { content: "Yes." }, finish_reason: "stop" }] };
  const origin = await provider((request, response) => {
    const isRight = request.headers.authorization === "Bearer new-key";
    response.writeHead(isRight ? 200 : 403, { "content-type": isRight ? "text/event-stream" : "text/html" });
    response.end(isRight ? `data: ${JSON.stringify(piece)}\n\ndata: [DONE]\n\n` : "<h1>Forbidden</h1>");
  });
  const file = keyFile("old-key");
  const gateway = await runtime(specOf(origin), {}, { env: { ONE_KEY: `file:${file.path}` } });
  file.write("new-key");
  const reply = await ask(gateway, { body: { ...hello, stream: true } });
  expect([reply.status, reply.text.includes("Yes.")]).toEqual([200, true]);
});

test("a file that changed is read without a refusal, too", async () => {
  const { origin, keys } = await guarded(new Set(["old-key", "new-key"]));
  const file = keyFile("old-key");
  const gateway = await runtime(specOf(origin), {}, { env: { ONE_KEY: `file:${file.path}` } });
  file.write("new-key");
  await vi.waitFor(
    async () => {
      await ask(gateway, { body: hello });
      expect(keys.at(-1)).toBe("new-key");
    },
    { timeout: 5_000, interval: 50 },
  );
  expect(keys[0]).toBe("old-key");
});

test("a key that is refused and has not changed is tried once, and the next target answers", async () => {
  const first = await guarded(new Set());
  const second = await guarded(new Set(["right"]));
  const spec = specOf(first.origin, {
    targets: { "one/m1": { dialect: "openai" }, "two/m1": { dialect: "openai" } },
    routes: { chat: { use: ["one/m1", "two/m1"] } },
    providers: {
      one: { chatUrl: `${first.origin}/v1/chat/completions` },
      two: { chatUrl: `${second.origin}/v1/chat/completions` },
    },
  });
  const env = { ONE_KEY: `file:${keyFile("wrong").path}`, TWO_KEY: "right" };
  const gateway = await runtime(spec, {}, { env });
  expect((await ask(gateway, { body: hello })).status).toBe(200);
  expect([first.keys, second.keys]).toEqual([["wrong"], ["right"]]);
  expect(gateway.log).toContainEqual(expect.objectContaining({ event: "alarm", failure: "auth", target: "one/m1" }));
});

test("a file that can no longer be used raises one alarm, and what was read before is still sent", async () => {
  const { origin, keys } = await guarded(new Set());
  const file = keyFile("only-key");
  const gateway = await runtime(specOf(origin), {}, { env: { ONE_KEY: `file:${file.path}` } });
  rmSync(file.path);
  for (let i = 0; i < 3; i++) expect((await ask(gateway, { body: hello })).status).toBe(502);
  expect(keys).toEqual(["only-key", "only-key", "only-key"]);
  const told = gateway.log.filter(({ message }) => String(message).includes(file.path));
  expect(told).toEqual([expect.objectContaining({ event: "alarm", message: expect.stringContaining("ENOENT") })]);
  expect(JSON.stringify(gateway.log)).not.toContain("only-key");
});

test.each([
  ["that holds a line break inside", "sk-first\nsecond", "U+000A as character 9"],
  ["that holds a sign of no ASCII", "sk-\u2026end", "U+2026 as character 4"],
  ["in a file with a sign that cannot be seen", () => keyFile("sk-12\u200bend").path, "U+200B as character 6"],
  ["in a file that is empty", () => keyFile(" \n").path, "is empty"],
  ["in a file that is not there", () => "/nowhere/key", "ENOENT"],
])("it does not start with a key %s, and names the variable, not the key", async (_what, value, message) => {
  const said = typeof value === "string" ? value : `file:${value()}`;
  const started = runtime(specOf("http://127.0.0.1:1"), {}, { env: { ONE_KEY: said } });
  const error = await started.then(
    () => undefined,
    (reason: Error) => reason,
  );
  expect(error).toMatchObject({ name: "RuntimeError", code: "bad-key" });
  expect(error?.message).toMatch(/ONE_KEY/);
  expect(error?.message).toContain(message);
  expect(error?.message).not.toMatch(/sk-|end|second/);
});
