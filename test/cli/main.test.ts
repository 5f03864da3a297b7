import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { runCommand } from "./recording-terminal.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const POLICY = "routes:\n  chat:\n    otherwise: openai/gpt-5.4-mini\n";

/** Says at the end which modules were loaded. */
const spy = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from "node:module";
  const loaded = [];
  registerHooks({ load: (url, from, next) => (loaded.push(url), next(url, from)) });
  process.on("exit", () => process.stderr.write(loaded.map((url) => "loaded " + url + "\\n").join("")));
`)}`;

function start(words: readonly string[], flags: readonly string[] = []): ChildProcess {
  const child = spawn(process.execPath, [...flags, "cli/main.ts", ...words], { cwd: root, env: {} });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

async function finished(child: ChildProcess): Promise<{ code: unknown; out: string; err: string }> {
  let out = "";
  let err = "";
  child.stdout?.on("data", (text) => {
    out += text;
  });
  child.stderr?.on("data", (text) => {
    err += text;
  });
  const [code] = await once(child, "close");
  return { code, out, err };
}

/** Fails with the complaints of a child that ends before it says anything. */
async function firstLine(child: ChildProcess, end: Promise<{ err: string }>): Promise<string> {
  const line = once(createInterface(child.stdout ?? process.stdin), "line");
  const early = end.then(({ err }) => Promise.reject(new Error(err)));
  const [first] = await Promise.race([line, early]);
  return String(first);
}

/** What was loaded of the compiler's side. */
function compilerModules(text: string): string[] {
  return text
    .split("\n")
    .filter((line) => /^loaded .*(\/compiler\/|\/node_modules\/(typescript|yaml|zod)\/)/.test(line));
}

async function builtTable(): Promise<(name: string) => string> {
  const path = temporaryFolder({ "routes.yaml": POLICY, "r.json": JSON.stringify({ model: "chat", messages: [] }) });
  await runCommand(["build", path("routes.yaml")]);
  return path;
}

test("exit codes, results on stdout and complaints on stderr reach the process", async () => {
  const path = temporaryFolder({ "routes.yaml": `${POLICY}routes: {}\n` });
  const [findings, usage] = await Promise.all([
    finished(start(["check", path("routes.yaml"), "--format", "json"])),
    finished(start(["check"])),
  ]);
  expect(findings).toMatchObject({ code: 1, err: "" });
  expect(JSON.parse(findings.out)).toMatchObject({ findings: [{ code: "syntax/duplicate-key" }] });
  expect(usage).toEqual({ code: 2, out: "", err: "pointsman: the policy is missing\nSee `pointsman check --help`.\n" });
});

test("serve loads nothing of the compiler when it is given a table, and ends cleanly on SIGTERM", async () => {
  const path = await builtTable();
  const words = ["serve", path("routes.table.json"), "--simulate", "--port", "0", "--operator-port", "0"];
  const child = start(words, ["--import", spy]);
  const end = finished(child);
  expect(await firstLine(child, end)).toMatch(/^Serving .*routes\.table\.json on http:\/\/127\.0\.0\.1:\d+$/);
  child.kill("SIGTERM");
  const { code, err } = await end;
  expect(code).toBe(0);
  expect(err).toContain("/runtime/main.ts");
  expect(compilerModules(err)).toEqual([]);
});

test("decide loads nothing of the compiler when it is given a table", async () => {
  const path = await builtTable();
  const words = ["decide", path("routes.table.json"), "--request", path("r.json")];
  const { code, err } = await finished(start(words, ["--import", spy]));
  expect(code).toBe(0);
  expect(err).toContain("/runtime/table/explain.ts");
  expect(compilerModules(err)).toEqual([]);
});
