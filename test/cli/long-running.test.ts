/** What a process that serves outlives. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { freePort } from "../free-port.ts";
import { runCommand } from "./recording-terminal.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const POLICY = "routes:\n  chat:\n    otherwise: openai/gpt-5.4-mini\n";

interface Serving {
  child: ChildProcess;
  url: string;
  /** Settles with the exit code and the signal. */
  end: Promise<unknown[]>;
}

/** On a port that is known without reading what it says. */
async function serving(): Promise<Serving> {
  const path = temporaryFolder({ "routes.yaml": POLICY });
  await runCommand(["build", path("routes.yaml")]);
  const port = String(await freePort());
  const words = ["serve", path("routes.table.json"), "--simulate", "--open", "--port", port, "--operator-port", "0"];
  const child = spawn(process.execPath, ["cli/main.ts", ...words], { cwd: root, env: {} });
  onTestFinished(() => void child.kill("SIGKILL"));
  return { child, url: `http://127.0.0.1:${port}`, end: once(child, "exit") };
}

async function chat(url: string): Promise<number> {
  const body = JSON.stringify({ model: "chat", messages: [{ role: "user", content: "hello" }] });
  const response = await fetch(`${url}/v1/chat/completions`, { method: "POST", body });
  await response.text();
  return response.status;
}

const isUp = ({ url }: Serving) =>
  expect
    .poll(
      () =>
        fetch(`${url}/healthz`).then(
          ({ status }) => status,
          () => 0,
        ),
      { timeout: 60_000 },
    )
    .toBe(200);

async function endsCleanly({ child, end }: Serving): Promise<void> {
  expect([child.exitCode, child.signalCode]).toEqual([null, null]);
  child.kill("SIGTERM");
  expect(await end).toEqual([0, null]);
}

test("serve goes on when nobody reads its output or its log any more", async () => {
  const started = await serving();
  started.child.stdout?.destroy();
  await isUp(started);
  started.child.stderr?.destroy();
  for (let i = 0; i < 5; i++) expect(await chat(started.url)).toBe(200);
  await endsCleanly(started);
});

test("serve outlives SIGHUP, which reads everything anew and tells what came of it, and ends on SIGTERM", async () => {
  const started = await serving();
  let said = "";
  started.child.stderr?.on("data", (text) => {
    said += text;
  });
  await isUp(started);
  started.child.kill("SIGHUP");
  await expect.poll(() => said, { timeout: 20_000 }).toContain('"event":"hangup","table":"unchanged"');
  expect(await chat(started.url)).toBe(200);
  await endsCleanly(started);
});

test("a command whose reader has seen enough ends", async () => {
  const child = spawn(process.execPath, ["cli/main.ts", "explain"], { cwd: root, env: {} });
  onTestFinished(() => void child.kill("SIGKILL"));
  child.stdout?.destroy();
  expect(await once(child, "exit")).toEqual([0, null]);
});
