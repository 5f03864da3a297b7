/** A process that serves, while what it serves from is changed. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { thorough } from "../thorough.ts";
import { runCommand, runUntil } from "./recording-terminal.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const policyOf = (model: string): string => `routes:\n  chat:\n    otherwise: ${model}\n`;
const models = ["openai/gpt-5.4-mini", "anthropic/claude-opus-5-5"] as const;
const free = ["--port", "0", "--operator-port", "0"];

async function chat(url: string): Promise<Response> {
  const body = JSON.stringify({ model: "chat", messages: [{ role: "user", content: "hello" }] });
  const response = await fetch(`${url}/v1/chat/completions`, { method: "POST", body });
  await response.text();
  return response;
}

const targetOf = async (url: string): Promise<unknown> => (await chat(url)).headers.get("x-pointsman-target");

test("SIGHUP under load takes another table each time, and no request fails", { timeout: 120_000 }, async () => {
  const path = temporaryFolder({ "a.yaml": policyOf(models[0]), "b.yaml": policyOf(models[1]) });
  await runCommand(["build", path("a.yaml"), "-o", path("a.json")]);
  await runCommand(["build", path("b.yaml"), "-o", path("b.json")]);
  for (const end of ["json.map", "json"]) copyFileSync(path(`a.${end}`), path(`t.${end}`));
  const words = ["serve", path("t.json"), "--simulate", "--open", ...free];
  const child = spawn(process.execPath, ["cli/main.ts", ...words], { cwd: root, env: {} });
  onTestFinished(() => void child.kill("SIGKILL"));
  const url = await new Promise<string>((resolve) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      const [, found] = /^Serving .* on (http:\S+)/.exec(line) ?? [];
      if (found) resolve(found);
    });
  });
  const hangups: unknown[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => {
    const { event, table } = JSON.parse(line) as { event: string; table: unknown };
    if (event === "hangup") hangups.push(table);
  });
  const statuses = new Set<number>();
  let isOver = false;
  const load = Promise.all(
    Array.from({ length: 4 }, async () => {
      while (!isOver) statuses.add((await chat(url)).status);
    }),
  );
  for (let n = 1; n <= thorough(12, 4); n++) {
    const next = n % 2 === 0 ? "a" : "b";
    for (const end of ["json.map", "json"]) {
      copyFileSync(path(`${next}.${end}`), path("next"));
      renameSync(path("next"), path(`t.${end}`));
    }
    child.kill("SIGHUP");
    await expect.poll(() => hangups.length, { timeout: 20_000 }).toBe(n);
    expect(await targetOf(url)).toBe(models[n % 2]);
  }
  isOver = true;
  await load;
  expect([...statuses]).toEqual([200]);
  expect(hangups).not.toContain("refused");
  child.kill("SIGTERM");
  expect(await once(child, "exit")).toEqual([0, null]);
});

test("a policy is compiled again when one of its files changes, and one with errors is told and does not serve", async () => {
  const path = temporaryFolder({ "routes.yaml": policyOf(models[0]) });
  const said: string[] = [];
  const ready = Promise.withResolvers<string>();
  const out = (text: string): void => {
    said.push(text);
    ready.resolve(text);
  };
  const use = async (): Promise<void> => {
    const url = /http:\S+/.exec(await ready.promise)?.[0] ?? "";
    const serves = (target: string) => expect.poll(() => targetOf(url), { timeout: 30_000 }).toBe(target);
    await serves(models[0]);
    writeFileSync(path("routes.yaml"), policyOf(models[1]));
    await serves(models[1]);
    writeFileSync(path("routes.yaml"), policyOf("openai/gpt-5.4-mimi"));
    await expect.poll(() => said.join("\n"), { timeout: 30_000 }).toContain("error[name/unknown-model]");
    await serves(models[1]);
    writeFileSync(path("routes.yaml"), policyOf(models[0]));
    await serves(models[0]);
    // Beside it, where there was none: it was looked for.
    writeFileSync(path("catalog.yaml"), overlay);
    await expect
      .poll(async () => (await chat(url)).headers.get("x-pointsman-price-input"), { timeout: 30_000 })
      .toBe("77");
  };
  const words = ["serve", path("routes.yaml"), "--simulate", "--open", ...free];
  const { code } = await runCommand(words, { out, untilStopped: use });
  expect(code).toBe(0);
});

const overlay = `models:\n  openai/gpt-5.4-mini:\n    price: { input: 77, output: 99 }\n`;

test("a table is served from a URL, and what is wrong with one is told before anything listens", async () => {
  const path = temporaryFolder({ "routes.yaml": policyOf(models[0]) });
  await runCommand(["build", path("routes.yaml"), "-o", path("t.json")]);
  const table = readFileSync(path("t.json"));
  const server = createServer((request, response) => {
    if (request.url === "/t.json") response.end(table);
    else response.writeHead(404).end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const { port } = server.address() as { port: number };
  const words = ["--simulate", "--open", ...free];
  const { code } = await runUntil(["serve", `http://127.0.0.1:${port}/t.json`, ...words], async (said, _url) => {
    const url = /on (http:\S+)/.exec(said)?.[1] ?? "";
    expect(await targetOf(url)).toBe(models[0]);
  });
  expect(code).toBe(0);
  const missing = await runCommand(["serve", `http://127.0.0.1:${port}/other`, ...words]);
  expect(missing).toMatchObject({ code: 2, err: expect.stringContaining("was answered with status 404") });
});
