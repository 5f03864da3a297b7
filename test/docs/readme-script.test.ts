/** The README's scripts, run as they stand there. */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../cli/temporary-folder.ts";
import { freePort } from "../free-port.ts";
import { isThorough } from "../thorough.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const pointsman = [process.execPath, `${root}cli/main.ts`] as const;

const readme = readFileSync(`${root}README.md`, "utf8");
const block = /### Spend a budget\n[\s\S]*?```sh(?: long)?\n([\s\S]*?)```/.exec(readme)?.[1];
const fallback = /### Watch a fallback\n[\s\S]*?```sh\n([\s\S]*?)```\s*```text output\n([\s\S]*?)```/.exec(readme);

/** The example on a free port, with what it keeps in the folder. */
async function served(folder: string): Promise<string> {
  const options = ["serve", `${root}routes.example.ts`, "--simulate", "--port", "0", "--operator-port", "0"];
  const child: ChildProcess = spawn(pointsman[0], [pointsman[1], ...options], { cwd: folder, env: {} });
  onTestFinished(() => void child.kill("SIGKILL"));
  let said = "";
  child.stdout?.on("data", (text: Buffer) => {
    said += text.toString();
  });
  await expect.poll(() => /on (http:\/\/\S+)/.exec(said)?.[1], { timeout: 60_000 }).toBeDefined();
  return /on (http:\/\/\S+)/.exec(said)![1]!;
}

test.runIf(isThorough)(
  "the README's script spends a team's budget, is served more cheaply, and sees what it has spent",
  { timeout: 180_000 },
  async () => {
    const folder = temporaryFolder({})(".");
    const url = await served(folder);
    const script = block!
      .replaceAll("http://127.0.0.1:4400", url)
      .replaceAll("npm run -s pointsman --", pointsman.join(" "));
    const env = { PATH: process.env.PATH };
    const { stdout } = await promisify(execFile)("bash", ["-c", script], { cwd: folder, env });
    const lines = stdout.trim().split("\n");
    const answers = lines.slice(0, 40).map((line) => {
      const [, target, cost, left] = /^(\S+) {2}\$([\d.]+) {2}team=([\d.]+)$/.exec(line) ?? [];
      return { target, cost: Number(cost), left: Number(left) };
    });
    const cheap = answers.findIndex(({ target }) => target !== "anthropic/claude-opus-5-5");
    expect(cheap).toBeGreaterThan(10);
    // The rule asks what is left before a request.
    for (const [i, { target }] of answers.entries())
      if (i > 0) expect(target === "anthropic/claude-opus-5-5").toBe(answers[i - 1]!.left >= 2);
    const spent = answers.reduce((sum, { cost }) => sum + cost, 0);
    expect(5 - answers.at(-1)!.left).toBeGreaterThanOrEqual(spent - 1e-9);
    // Each answer is rounded up to a micro-dollar.
    expect(5 - answers.at(-1)!.left).toBeLessThan(spent + 40e-6);
    const total = lines.at(-1)!.split(/\s+/);
    expect(total.slice(0, 2)).toEqual(["total", "40"]);
    expect(Number(total.at(-2))).toBeCloseTo(spent, 6);
  },
);

test.runIf(isThorough)(
  "the README's provider that fails leads to the next of the chain, as it is printed there",
  { timeout: 180_000 },
  async () => {
    const folder = temporaryFolder({})(".");
    const [, script = "", printed = ""] = fallback!;
    const [simulated, served] = [await freePort(), await freePort()];
    const ports = script.replaceAll(":4511", `:${simulated}`).replaceAll("--port 4511", `--port ${simulated}`);
    const run = ports
      .replaceAll(":4510", `:${served}`)
      .replaceAll("--port 4510", `--port ${served}`)
      .replaceAll("npm run -s pointsman --", pointsman.join(" "));
    const { stdout } = await promisify(execFile)("bash", ["-c", run], { cwd: folder, env: { PATH: process.env.PATH } });
    expect(stdout).toBe(printed);
  },
);
