/** What a page takes to be there before its first command. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openStore } from "../../../runtime/state/store/open-store.ts";
import type { UsageRow } from "../../../runtime/state/store/usage-ledger.ts";

export interface Scene {
  readonly files?: Readonly<Record<string, string>>;
  /** The page makes its files itself: those that it shows are not there before. */
  readonly isBare?: true;
  /** Blocks of the page that are files without saying so: the first of that language → name. */
  readonly named?: Readonly<Record<string, string>>;
  readonly prepare?: (folder: string) => Promise<void>;
  /** Run before the first block. */
  readonly before?: string;
  /** Blocks, by how they begin, that take longer than all other pages together: they are run with the slow tests. */
  readonly long?: readonly string[];
  /** What stands for something of the reader's own. */
  readonly instead?: Readonly<Record<string, string>>;
}

const first = /```ts file=routes\.ts\n([\s\S]*?)```/.exec(readFileSync("docs/guide/first-policy.md", "utf8"))![1]!;
const request = `${JSON.stringify({ model: "chat", messages: [{ role: "user", content: "Where do trains change tracks?" }], metadata: { priority: "high" } })}\n`;
const withPolicy = { "routes.ts": first, "request.json": request };

const cached = `routes:
  faq: { otherwise: openai/gpt-5.4-mini, cache: { exact: true } }
`;
const asked = `curl -s -o /dev/null -w '%header{x-pointsman-cache}\\n' http://127.0.0.1:4400/v1/chat/completions -H "Authorization: Bearer $POINTSMAN_KEY" -H "Content-Type: application/json" -d '{ "model": "faq", "messages": [{ "role": "user", "content": "Where is the station?" }] }'`;

const budgeted = `tiers: { standard: openai/gpt-5.4-mini }
budgets: { team: { per: key.team, missing: pool, limit: $500, window: month, exhausted: standard } }
routes:
  chat:
    rules: [{ when: r.budget.team.left < usd(100), use: openai/gpt-6-luna }]
    otherwise: standard
    max: { outputTokens: 1000 }
`;

/** Of its three models one is there, one is not, and of one nobody has a key. */
const probed = `import { chain, policy } from "pointsman";
export default policy({
  routes: {
    "batch-summaries": { otherwise: "mistral/mistral-large-2512" },
    "support-chat": { otherwise: chain("openai/gpt-6.2-sol", "google/gemini-3.8-flash", "mistral/mistral-large-2512") },
  },
});
`;

const openrouterBody = `{ "models": ["openai/gpt-5.4-mini", "qwen/qwen3-coder"], "provider": { "order": ["openai"] } }
`;
const portkeyConfig = `{ "strategy": { "mode": "fallback" }, "targets": [
  { "provider": "openai", "override_params": { "model": "gpt-5.4-mini" } },
  { "provider": "anthropic", "override_params": { "model": "claude-haiku-5-5" } } ] }
`;

/** By page. Absent: nothing is there. */
export const scenes: Readonly<Record<string, Scene>> = {
  "README.md": {
    files: { "routes.example.ts": readFileSync("routes.example.ts", "utf8") },
    instead: { "POINTSMAN_KEY=…": "POINTSMAN_KEY=pm-reader" },
    long: ["export POINTSMAN_KEY=$(npm run"],
  },
  "docs/guide/cache.md": {
    files: { "routes.yaml": cached },
    before: `pointsman serve routes.yaml --simulate --cache sqlite:cache.db
${asked}
ENTRY=$(${asked} | sed -nE 's/.*entry=([^;]+).*/\\1/p')`,
    instead: { "<entry>": "$ENTRY", "redis://redis.internal": "sqlite:cache.db" },
  },
  "docs/guide/canary.md": { named: { ts: "routes.ts" }, before: "pointsman serve routes.ts --simulate" },
  "docs/guide/deployment.md": {
    files: withPolicy,
    before: "pointsman build routes.ts; export OPENAI_API_KEY=sk-nobody",
  },
  "docs/guide/diagnostics.md": { files: withPolicy },
  "docs/guide/facts.md": {
    named: { json: "state.json" },
    files: { "routes.yaml": budgeted, "request.json": request },
    instead: { "routes.ts": "routes.yaml" },
  },
  "docs/guide/first-policy.md": { isBare: true, before: "git init -q ." },
  "docs/guide/faq.md": { files: withPolicy },
  "docs/guide/http.md": { files: withPolicy, before: "pointsman serve routes.ts --simulate" },
  "docs/guide/keys.md": {
    files: withPolicy,
    before: "export OPENAI_API_KEY=sk-nobody ANTHROPIC_API_KEY=sk-nobody; pointsman build routes.ts",
    instead: { "sk-…": "sk-somebody" },
  },
  "docs/guide/editors.md": { files: { ...withPolicy, "routes.yaml": cached } },
  "docs/guide/moving-from-litellm.md": { named: { "yaml litellm": "config.yaml" } },
  "docs/guide/moving-from-openrouter.md": { files: { "body.json": openrouterBody } },
  "docs/guide/moving-from-portkey.md": { files: { "config.json": portkeyConfig } },
  "docs/guide/reload.md": {
    files: withPolicy,
    before: `pointsman build routes.ts && pointsman serve routes.table.json --simulate
echo '{}' >routes.table.json
until curl -s http://127.0.0.1:4401/readyz | grep -q '"refusals":1'; do sleep 0.2; done`,
  },
  "docs/guide/simulator.md": { files: withPolicy },
  "docs/guide/probe.md": {
    files: { "routes.ts": probed },
    before: `one=$(pointsman simulate --dialect openai | grep -oE "http://[0-9.:]+" | head -n 1)
other=$(pointsman simulate --dialect openai --faults "404 x9" | grep -oE "http://[0-9.:]+" | head -n 1)
echo "providers: { mistral: { baseUrl: $one/v1 }, openai: { baseUrl: $other/v1 } }" >catalog.yaml
export MISTRAL_API_KEY=sk-nobody OPENAI_API_KEY=sk-nobody`,
  },
  "docs/guide/spend.md": { prepare: withUse },
  "docs/guide/state.md": {
    files: withPolicy,
    before: "export OPENAI_API_KEY=sk-nobody ANTHROPIC_API_KEY=sk-nobody; pointsman build routes.ts",
    instead: { "/var/lib/pointsman/state.db": "state.db", "redis://redis.internal": "sqlite:state.db" },
  },
  "docs/guide/upgrading.md": {
    files: withPolicy,
    before: "git init -q . && pointsman build routes.ts && git add routes.table.json",
  },
  "docs/guide/rehearsal.md": {
    files: { "routes.ts": readFileSync("routes.example.ts", "utf8") },
    named: { yaml: "outage.yaml" },
    long: ["npx pointsman rehearse"],
  },
};

const row = (some: Partial<UsageRow>): UsageRow => ({
  ...{ day: "2026-11-20", key: "ci", team: "support", route: "chat", rule: "routes.ts:3", provider: "p", family: "f" },
  ...{ model: "small", requests: 1, input: 100, cacheRead: 40, cacheWrite: 0, output: 10, reasoning: 0 },
  ...{ cost: 1_234_567_891, unsettled: 0, unpriced: 0, cacheHits: 0 },
  ...some,
});

/** A store in which two teams have used something. */
async function withUse(folder: string): Promise<void> {
  const store = await openStore(`sqlite:${join(folder, "pointsman-state.db")}`);
  const sales = row({ team: "sales", model: "large", cost: 20_000_000_000, unsettled: 5_000_000, requests: 12 });
  await store.usage.add({ writer: "test", turn: 1, rows: [row({}), sales] });
  await store.close();
}
