/**
 * Coding agents, unmodified, through the gateway: `npm run verify:agents` installs them and has each do one turn with a tool, by a
 * provider that speaks its own API and by one that does not. Providers are simulated, agents are not. It fails where one does not.
 */
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startRuntime } from "../../../runtime/main.ts";
import { hashKey } from "../../../runtime/state/keys.ts";
import { startSimulator } from "../../../simulator/start-simulator.ts";
import { tableText } from "../../runtime/table-text.ts";

const KEY = "pm-agents";
const here = import.meta.dirname;
const routes = ["anthropic", "openai", "bedrock-converse"] as const;
const models = {
  anthropic: "claude-haiku-4-5",
  openai: "gpt-5.4-mini",
  "bedrock-converse": "anthropic.claude-haiku-4-5-20251001-v1:0",
} as const;

interface Agent {
  readonly name: string;
  readonly bin: string;
  arguments(base: string, route: string): string[];
  environment(base: string): Record<string, string>;
}

const codexProvider = (base: string) =>
  `{name="gateway",base_url="${base}/v1",env_key="GATEWAY_KEY",wire_api="responses"}`;

const agents: readonly Agent[] = [
  {
    name: "Claude Code",
    bin: "claude",
    arguments: (_, route) => ["-p", "Please call Glob", "--model", route, "--allowedTools", "Glob"],
    environment: (base) => ({
      ...{ ANTHROPIC_BASE_URL: base, ANTHROPIC_API_KEY: KEY, DISABLE_AUTOUPDATER: "1" },
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
    }),
  },
  {
    name: "Codex",
    bin: "codex",
    arguments: (base, route) => [
      ...["exec", "--skip-git-repo-check", "--sandbox", "read-only", "-c", 'model_provider="gateway"'],
      ...["-c", `model_providers.gateway=${codexProvider(base)}`, "-m", route],
      "Please call shell, shell_command, exec_command",
    ],
    environment: () => ({ GATEWAY_KEY: KEY }),
  },
];

execFileSync("npm", ["ci", "--no-audit", "--no-fund"], { cwd: here, stdio: ["ignore", "ignore", "inherit"] });
const simulators = await Promise.all(routes.map((dialect) => startSimulator({ dialect })));
const runtime = await startRuntime({
  table: tableText({
    targets: Object.fromEntries(
      routes.map((dialect) => [
        `${dialect}/${models[dialect]}`,
        { dialect, parameters: dialect === "openai" ? { rename: { max_tokens: "max_completion_tokens" } } : {} },
      ]),
    ),
    routes: Object.fromEntries(
      routes.map((dialect) => [dialect, { use: [`${dialect}/${models[dialect]}`], limits: { deadline: 60_000 } }]),
    ),
  }),
  ...{ port: 0, operatorPort: 0, env: {} },
  keys: [{ id: "agents", hash: hashKey(KEY), tags: [] }],
  standIns: Object.fromEntries(simulators.map(({ dialect, url }) => [dialect, url])),
});
try {
  for (const agent of agents) for (const route of routes) await turn(agent, route);
} finally {
  await runtime.close();
  await Promise.all(simulators.map((simulator) => simulator.close()));
}

/** The provider must be asked twice: with the question, and with what the tool said; and its last word must come out. */
async function turn(agent: Agent, route: string): Promise<void> {
  const simulator = simulators.find(({ dialect }) => dialect === route)!;
  const before = simulator.requests.length;
  const home = mkdtempSync(join(tmpdir(), "agent-"));
  const out = await output(agent, route, home);
  rmSync(home, { recursive: true, force: true });
  const isDone = simulator.requests.length >= before + 2 && out.includes("The tool said");
  process.stdout.write(`${agent.name}, ${route}: ${isDone ? "one turn with a tool" : "failed"}\n`);
  if (isDone) return;
  process.stdout.write(`${out.slice(-2_000)}\n`);
  process.exitCode = 1;
}

function output(agent: Agent, route: string, home: string): Promise<string> {
  const child = spawn(join(here, "node_modules/.bin", agent.bin), agent.arguments(runtime.url, route), {
    cwd: home,
    env: { ...process.env, ...agent.environment(runtime.url), HOME: home },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 180_000,
  });
  let out = "";
  child.stdout.on("data", (piece: Buffer) => (out += piece.toString()));
  child.stderr.on("data", (piece: Buffer) => (out += piece.toString()));
  return new Promise((resolve) => child.on("close", () => resolve(out)));
}
