/** A newcomer's first hour in an empty folder, step by step; each is asserted by what the commands print. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import pkg from "../../package.json" with { type: "json" };
import type { Shell, Started } from "./shell.ts";

export interface Hour {
  readonly shell: Shell;
  /** The packed package. */
  readonly tarball: string;
  readonly spelling: "typescript" | "yaml";
  /** Told as each step is done. */
  done(step: string): void;
}

export async function liveTheHour(hour: Hour): Promise<void> {
  const commands = await begins(hour);
  await checks(hour, commands);
  await isMended(hour);
  await builds(hour);
  await passesTheWorkflow(hour);
  await serves(hour, commands);
  await fallsBack(hour);
}

const policyOf = ({ spelling }: Hour): string => (spelling === "yaml" ? "routes.yaml" : "routes.ts");

/** Answers the commands that `init` says will run. */
async function begins(hour: Hour): Promise<readonly string[]> {
  const { shell, tarball } = hour;
  const words = hour.spelling === "yaml" ? " --yaml" : "";
  const begun = await shell.run(`npm exec --yes --package=${tarball} -- pointsman init${words}`);
  assert.equal(begun.code, 0, begun.err);
  const [files = "", next = ""] = begun.out.split("\nNext:\n");
  const commands = next
    .trim()
    .split("\n")
    .map((line) => line.trim());
  for (const name of [
    policyOf(hour),
    "routes.table.json",
    "routes.table.json.map",
    "catalog.yaml",
    "request.json",
    "package.json",
  ])
    assert.match(files, new RegExp(`^ {2}${name.replaceAll(".", "\\.")}$`, "m"));
  assert.match(files, /^ {2}\.github\/workflows\/pointsman\.yml$/m);
  const path = join(shell.folder, "package.json");
  const made = JSON.parse(readFileSync(path, "utf8")) as { dependencies: Record<string, string> };
  assert.deepEqual(made.dependencies, { pointsman: pkg.version });
  // The version that it pins, as it will be published.
  writeFileSync(path, `${JSON.stringify({ ...made, dependencies: { pointsman: `file:${tarball}` } }, undefined, 2)}\n`);
  hour.done("init");
  return commands;
}

/** All commands that `init` has named, but the one that goes on. */
async function checks(hour: Hour, commands: readonly string[]): Promise<void> {
  const { shell } = hour;
  const policy = policyOf(hour);
  assert.deepEqual(commands, [
    "npm install",
    `npx pointsman check ${policy}`,
    `npx pointsman decide ${policy} --request request.json`,
    `npx pointsman serve ${policy} --simulate`,
  ]);
  const [install, checked, decided] = [
    await shell.run(commands[0]!),
    await shell.run(commands[1]!),
    await shell.run(commands[2]!),
  ];
  assert.equal(install.code, 0, install.err);
  assert.deepEqual(checked, { code: 0, out: `${policy}: no findings\n`, err: "" });
  assert.equal(decided.code, 0, decided.err);
  assert.match(decided.out, /strong/);
  hour.done("install, check, decide");
}

async function isMended(hour: Hour): Promise<void> {
  const { shell } = hour;
  const policy = policyOf(hour);
  const path = join(shell.folder, policy);
  const right = readFileSync(path, "utf8");
  writeFileSync(path, right.replace(/(use: "?)strong/, "$1stronk"));
  const wrong = await shell.run(`npx pointsman check ${policy}`);
  assert.equal(wrong.code, 1);
  assert.match(wrong.out, /^error\[name\/unknown-tier\]: there is no tier `stronk`\n +--> routes\.(ts|yaml):\d+:\d+$/m);
  assert.match(wrong.out, /Did you mean `strong`\?/);
  const mended = await shell.run(`npx pointsman check ${policy} --fix`);
  assert.deepEqual([mended.code, mended.out], [0, `${policy}: no findings\n`]);
  assert.equal(readFileSync(path, "utf8"), right);
  hour.done("edit, check, check --fix");
}

async function builds(hour: Hour): Promise<void> {
  const { shell } = hour;
  const policy = policyOf(hour);
  const path = join(shell.folder, policy);
  writeFileSync(
    path,
    readFileSync(path, "utf8").replace(/60s|s\(60\)/, (written) => written.replace("60", "30")),
  );
  const stale = await shell.run(`npx pointsman build ${policy} --check --format json`);
  assert.equal(stale.code, 1);
  const { findings } = JSON.parse(stale.out) as { findings: { code: string; span: { file: string } }[] };
  assert.deepEqual(
    findings.map(({ code, span }) => [code, span.file]),
    [["table/stale", "routes.table.json"]],
  );
  const built = await shell.run(`npx pointsman build ${policy}`);
  assert.match(built.out, /^routes\.table\.json: sha256-[0-9a-f]{64}\n$/);
  const fresh = await shell.run(`npx pointsman build ${policy} --check`);
  assert.equal(fresh.code, 0, fresh.out);
  hour.done("edit, build --check, build");
}

/** What the forge would run. */
async function passesTheWorkflow(hour: Hour): Promise<void> {
  const workflow = readFileSync(join(hour.shell.folder, ".github/workflows/pointsman.yml"), "utf8");
  const steps = [...workflow.matchAll(/^ +- run: (.*)$/gm)].map(([, step = ""]) => step);
  assert.equal(steps.length, 3);
  for (const step of steps) {
    const { code, out, err } = await hour.shell.run(step);
    assert.equal(code, 0, `${step}\n${out}${err}`);
  }
  hour.done("the steps of the workflow");
}

async function serves(hour: Hour, commands: readonly string[]): Promise<void> {
  const { shell } = hour;
  const words = commands[3]!.replace(policyOf(hour), "routes.table.json");
  const server = await shell.start(`${words} --port 0 --operator-port 0`, /\ncurl [\s\S]*\n {2}-d '.*'/);
  const answer = await shell.run(curlOf(server).replace("curl ", "curl -sS -i "));
  assert.match(answer.out, /^HTTP\/1\.1 200 OK\r\n/);
  assert.match(answer.out, /^x-pointsman-target: \S+\/\S+\r$/m);
  assert.match(answer.out, /^x-pointsman-simulated: /m);
  assert.match(answer.out, /"object":"chat\.completion"/);
  await server.stop();
  assert.match(server.errors(), /"event":"stopping"[\s\S]*"event":"stopped"/);
  hour.done("serve, curl, Ctrl-C");
}

/** The command that is shown, as it is to be copied. */
function curlOf(server: Started): string {
  const [command] = /^curl [\s\S]*?\n {2}-d '.*'/m.exec(server.said()) ?? [];
  assert.ok(command, server.said());
  return command;
}

/** A provider that fails, and another that stands in for it. */
async function fallsBack(hour: Hour): Promise<void> {
  const { shell } = hour;
  const failing = await shell.start(
    'npx pointsman simulate --dialect openai --faults "500, 429@2, ok x9"',
    /on http:\S+/,
  );
  const url = /on (http:\S+)/.exec(failing.said())![1]!;
  const overlay = `providers:\n  openai:\n    baseUrl: ${url}\n    jurisdiction: US\n`;
  writeFileSync(join(shell.folder, "catalog.yaml"), overlay);
  const line = `env OPENAI_API_KEY=any npx pointsman serve ${policyOf(hour)} --simulate --open --port 0 --operator-port 0`;
  const server = await shell.start(line, /\ncurl [\s\S]*\n {2}-d '.*'/);
  const curl = curlOf(server).replace(
    "curl ",
    "curl -sS -o /dev/null -w '%header{x-pointsman-target} %header{x-pointsman-attempts}\\n' ",
  );
  const answers: string[] = [];
  for (let i = 0; i < 2; i++) answers.push((await shell.run(curl)).out.trim());
  // What it was told to wait.
  await setTimeout(3_000);
  answers.push((await shell.run(curl)).out.trim());
  const [first, second, third] = answers.map((answer) => answer.replace(/\/\S+/, ""));
  assert.deepEqual([first, second, third], ["anthropic 2", "anthropic 2", "openai 1"]);
  await server.stop();
  await failing.stop();
  hour.done("simulate --faults, a fallback");
}
