import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, test } from "vitest";
import { compileFiles } from "../compiler/in-memory.ts";
import { isThorough } from "../thorough.ts";

const folder = mkdtempSync(join(tmpdir(), "pointsman-packed-"));
const installed = join(folder, "node_modules", "pointsman");
let child: ChildProcess | undefined;

beforeAll(() => {
  execFileSync("npm", ["run", "build", "--", "--unchecked"]);
  execFileSync("npm", ["pack", "--ignore-scripts", "--pack-destination", folder], { stdio: "pipe" });
  mkdirSync(installed, { recursive: true });
  execFileSync("tar", ["-xzf", join(folder, "pointsman-0.1.0.tgz"), "-C", installed, "--strip-components", "1"]);
  cpSync("node_modules/undici", join(folder, "node_modules", "undici"), { recursive: true });
});

afterAll(() => {
  child?.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

// To build and pack takes as long as hundreds of tests: `npm run check` does it.
test.runIf(isThorough)("the packed runtime serves a table with no dependency but undici", async () => {
  const policy = `import { policy } from "pointsman";
export default policy({ routes: { chat: { otherwise: "openai/gpt-5.4-mini" } } });`;
  const table = join(folder, "routes.table.json");
  writeFileSync(table, compileFiles({ "routes.ts": policy }).table!.text);
  const main = join(installed, "dist", "cli", "main.js");
  child = spawn(process.execPath, [main, "serve", table, "--open", "--port", "0", "--operator-port", "0"], {
    cwd: folder,
    env: { OPENAI_API_KEY: "sk-not-used" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let url: string | undefined;
  for await (const line of createInterface({ input: child.stdout! })) {
    url = /on (http:\S+)/.exec(line)?.[1];
    if (url) break;
  }
  const models = (await (await fetch(`${url}/v1/models`)).json()) as { data: { id: string }[] };
  expect(models.data.map((model) => model.id)).toEqual(["chat"]);
  // Large enough to be checked in a thread, whose file has to be in the package.
  const names = Array.from({ length: 300 }, (_, i) => `chat-with-a-long-name-${i}`);
  const routes = names.map((name) => `"${name}": { otherwise: "openai/gpt-5.4-mini" }`).join(", ");
  const { text } = compileFiles({ "routes.ts": policy.replace(/routes: .*/, `routes: { ${routes} } });`) }).table!;
  expect(text.length).toBeGreaterThan(64 * 1024);
  writeFileSync(table, text);
  child.kill("SIGHUP");
  const count = async (): Promise<number> =>
    ((await (await fetch(`${url}/v1/models`)).json()) as { data: unknown[] }).data.length;
  await expect.poll(count, { timeout: 20_000 }).toBe(300);
  child.kill("SIGTERM");
  expect(await once(child, "exit")).toEqual([0, null]);
});
