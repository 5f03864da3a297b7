/**
 * What real clients can do through the gateway, with every dialect behind it, and how often their calls reach providers that are down:
 * `npm run verify:clients` installs them, unmodified, and writes docs/generated/clients.md; with `--check` it compares. Providers are
 * simulated, clients are not.
 */
import { execFileSync, spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { startRuntime } from "../../runtime/main.ts";
import { hashKey } from "../../runtime/state/keys.ts";
import { type DialectName, dialectNames } from "../../schemas/dialects.ts";
import { startSimulator } from "../../simulator/start-simulator.ts";
import { type TableSpec, tableText } from "../runtime/table-text.ts";
import { countCalls } from "./calls.ts";
import { beyondBounds } from "./calls-table.ts";
import { type ClientSpec, clients } from "./clients.ts";
import { clientsPage, type Results } from "./clients-page.ts";

const KEY = "pm-clients";
const PAGE = "docs/generated/clients.md";
const here = import.meta.dirname;

/** What is asked of each dialect: a model for chats, and one for embeddings. */
const models: Readonly<Record<DialectName, readonly [chat: string, embedding?: string]>> = {
  openai: ["gpt-5.4-mini", "text-embedding-3-small"],
  "openai-responses": ["codex-mini-latest"],
  "azure-openai": ["my-deployment", "my-embeddings"],
  anthropic: ["claude-haiku-4-5"],
  gemini: ["gemini-3-flash", "gemini-embedding-001"],
  vertex: ["gemini-3-flash", "gemini-embedding-001"],
  "bedrock-converse": ["anthropic.claude-haiku-4-5-20251001-v1:0", "amazon.titan-embed-text-v2:0"],
  cohere: ["command-a-03-2025", "embed-v4.0"],
  ollama: ["llama3.2", "nomic-embed-text"],
};

/** A route whose answers are kept: each client asks it twice, and the second time it gets what was kept. */
const KEPT = "kept";
let hits = 0;

/** What the catalog says of such models. */
const renames: Readonly<Partial<Record<DialectName, Readonly<Record<string, string>>>>> = {
  openai: { max_tokens: "max_completion_tokens" },
  gemini: { reasoning_effort: "generationConfig.thinkingConfig.thinkingLevel" },
  vertex: { reasoning_effort: "generationConfig.thinkingConfig.thinkingLevel" },
};

const { values } = parseArgs({ options: { check: { type: "boolean" }, only: { type: "string" } } });
const missing = { node: nodeMissing(), python: pythonMissing() };
const chosen = clients.filter(({ name }) => values.only === undefined || name === values.only);
// Some wait for a minute or two between their retries.
const [found, calls] = await Promise.all([tried(), countCalls(chosen, KEY, startCalls)]);
const beyond = [...calls].flatMap(([{ name }, by]) =>
  typeof by === "string" ? [] : beyondBounds(by).map((said) => `${name}: ${said}\n`),
);
if (values.only !== undefined)
  process.stdout.write(`${JSON.stringify([...found.values(), ...calls.values()], undefined, 2)}\n`);
else finish(clientsPage(found, calls, [...dialectNames, KEPT]));
if (beyond.length > 0) {
  process.stderr.write(beyond.join(""));
  process.exitCode = 1;
}

async function tried(): Promise<Map<ClientSpec, Results | string>> {
  const results = new Map<ClientSpec, Results | string>();
  await serving(async (base) => {
    for (const client of chosen) {
      process.stderr.write(`${client.name} …\n`);
      results.set(client, missing[client.language] ?? (await runClient(client, base)));
    }
  });
  return results;
}

function nodeMissing(): string | undefined {
  return installed("npm", () =>
    execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: here, stdio: "pipe" }),
  );
}

function pythonMissing(): string | undefined {
  return installed("Python", () => {
    if (!existsSync(`${here}/.venv`)) execFileSync("python3", ["-m", "venv", ".venv"], { cwd: here, stdio: "pipe" });
    execFileSync(".venv/bin/pip", ["install", "-q", "-r", "requirements.txt"], { cwd: here, stdio: "pipe" });
  });
}

/** Why there is none of its clients, or nothing. */
function installed(language: string, install: () => unknown): string | undefined {
  try {
    install();
    return undefined;
  } catch {
    return `not tried: its packages could not be installed (${language})`;
  }
}

async function serving(use: (base: string) => Promise<void>): Promise<void> {
  const simulators = await Promise.all(dialectNames.map((dialect) => startSimulator({ dialect })));
  const standIns = Object.fromEntries(simulators.map(({ dialect, url }) => [dialect, url]));
  const runtime = await startRuntime({
    table: tableText(spec()),
    ...{ port: 0, operatorPort: 0, env: {}, standIns },
    keys: [{ id: "clients", hash: hashKey(KEY), tags: [] }],
    log: (line) => (hits += (JSON.parse(line) as { cache?: string }).cache === "exact" ? 1 : 0),
  });
  try {
    await use(runtime.url);
  } finally {
    await runtime.close();
    await Promise.all(simulators.map((simulator) => simulator.close()));
  }
}

function spec(): TableSpec {
  const targets: TableSpec["targets"] = {};
  const routes: TableSpec["routes"] = {};
  for (const dialect of dialectNames) {
    const [chat, embedding] = models[dialect];
    targets[`${dialect}/${chat}`] = { dialect, parameters: { rename: renames[dialect] } };
    routes[dialect] = { use: [`${dialect}/${chat}`], limits: { deadline: 30_000 } };
    if (embedding === undefined) continue;
    targets[`${dialect}/${embedding}`] = { dialect, kind: "embedding" };
    routes[`${dialect}-embeddings`] = { use: [`${dialect}/${embedding}`] };
  }
  const [chat, embedding] = models.openai;
  routes[KEPT] = { ...routes.openai, use: [`openai/${chat}`], cache: { exact: true, scope: "key" } };
  routes[`${KEPT}-embeddings`] = { use: [`openai/${embedding}`] };
  return { targets, routes };
}

async function runClient(client: ClientSpec, base: string): Promise<Results | string> {
  await saidBy(client, { BASE_URL: base, MODELS: JSON.stringify([KEPT]) });
  const before = hits;
  const said = await saidBy(client, { BASE_URL: base, MODELS: JSON.stringify([...dialectNames, KEPT]) });
  if (typeof said === "string") return said;
  // A whole answer and a stream at least.
  return hits - before < 2 ? `of ${hits - before} of its requests the answer was kept` : (said as Results);
}

async function startCalls(client: ClientSpec, env: Readonly<Record<string, string>>): Promise<string | undefined> {
  const said = missing[client.language] ?? (await saidBy(client, env));
  return typeof said === "string" ? said : undefined;
}

/** What a client prints, or why it printed nothing. */
function saidBy(client: ClientSpec, env: Readonly<Record<string, string>>): Promise<object | string> {
  const { language, script } = client;
  const command = language === "node" ? process.execPath : `${here}/.venv/bin/python`;
  const child = spawn(command, [`${here}/${language}/${script}`], {
    env: { ...process.env, ...client.env, ...env, KEY },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 300_000,
  });
  let out = "";
  let errors = "";
  child.stdout.on("data", (piece: Buffer) => (out += piece.toString()));
  child.stderr.on("data", (piece: Buffer) => (errors += piece.toString()));
  return new Promise((resolve) => {
    child.on("close", () => {
      const line = out.trim().split("\n").at(-1) ?? "";
      resolve(line.startsWith("{") ? (JSON.parse(line) as object) : `it failed: ${errors.trim().split("\n").at(-1)}`);
    });
  });
}

/** What could not be tried is left as it stands. */
function finish(page: string): void {
  const isWhole = ![...found.values(), ...calls.values()].some((result) => typeof result === "string");
  if (!values.check) {
    if (isWhole) writeFileSync(PAGE, page);
    else process.stderr.write("some clients could not be tried: the page is left as it is\n");
  } else if (!isWhole) process.stderr.write("skipped: some clients could not be installed or run\n");
  else if (readFileSync(PAGE, "utf8") !== page) {
    process.stderr.write(`${PAGE} says otherwise; look at \`npm run verify:clients\` and its diff\n${page}`);
    process.exitCode = 1;
  }
}
