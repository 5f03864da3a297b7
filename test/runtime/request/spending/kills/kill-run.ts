/** Gateways on one store are killed again and again under load; then every request is held against what its provider has billed. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compile } from "../../../../../compiler/index.ts";
import { randomFrom } from "../../../state/store/races/random-from.ts";
import { bundleGateway } from "./bundle-gateway.ts";
import { runKilled } from "./gateway-process.ts";
import { type Judged, judged } from "./judge-run.ts";
import { SimulatedProvider } from "./simulated-provider.ts";

export interface KillRun {
  /** As `openStore` takes it. */
  readonly state: string;
  readonly seed: number;
  readonly kills: number;
  /** After which no more are begun. */
  readonly milliseconds: number;
  /** Gateways at a time. */
  readonly processes: number;
  readonly progress?: (kills: number) => void;
}

export interface KillReport extends Judged {
  readonly kills: number;
  readonly requests: number;
  readonly refused: number;
  /** What gateways told their operator: that the store was away for a while. */
  readonly alarms: number;
}

/** Each request has a budget of its own, so that what became of it can be read; each group one that is soon spent. */
const policy = `import { policy, usd } from "pointsman";
export default policy({
  metadata: { request: "string", group: "string" },
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", max: { inputTokens: 1000, outputTokens: 100 } } },
  budgets: {
    all: { per: (r) => r.endpoint, limit: usd(1000), window: "total" },
    each: { per: (r) => r.metadata.request, limit: usd(1), window: "total" },
    group: { per: (r) => r.metadata.group, limit: usd(0.02), window: "total" },
  },
});
`;

/** Of the model, in micro-USD for each token; and what a group may spend. */
const RATES = { input: 0.75, output: 4.5 };
const GROUP = 20_000;
const GROUP_SIZE = 120;
const LEASE = 2_000;
const LIFE = 600;
const AWAY = /cannot be asked|cannot be written down/;

/** What clients have asked, and what came of it. */
interface Clients {
  readonly sent: string[];
  readonly answered: Set<string>;
  readonly groups: Set<string>;
  refused: number;
}

export async function killRun({ state, seed, kills, milliseconds, processes, progress }: KillRun): Promise<KillReport> {
  const random = randomFrom(seed);
  const provider = await SimulatedProvider.start();
  const folder = mkdtempSync(join(tmpdir(), "pointsman-kills-"));
  const entry = await bundleGateway(folder);
  const clients: Clients = { sent: [], answered: new Set(), groups: new Set(), refused: 0 };
  const faults: string[] = [];
  let begun = 0;
  const end = performance.now() + milliseconds;
  const more = (): boolean => {
    if (begun >= kills || performance.now() > end) return false;
    progress?.(++begun);
    return true;
  };
  const ask = (gateway: string): Promise<void> => askOnce(gateway, clients, random);
  let alarms = 0;
  const fault = (line: string): void => {
    // Where the machine has too much to do, one that writes may keep the others waiting for too long.
    if (AWAY.test(line)) alarms++;
    else faults.push(`a gateway said: ${line}`);
  };
  const args = [tableText(), state, provider.url, String(LEASE)];
  const all = Array.from({ length: processes }, () =>
    runKilled({ entry, arguments: args, compiled: join(folder, "compiled"), random, life: LIFE, more, ask, fault }),
  );
  await Promise.all(all);
  rmSync(folder, { recursive: true });
  const bills = await provider.bill(RATES);
  const judgment = await judged(state, { ...clients, bills, lease: LEASE, mostOfGroup: GROUP });
  const { sent, refused } = clients;
  return { ...judgment, faults: [...judgment.faults, ...faults], kills: begun, requests: sent.length, refused, alarms };
}

function tableText(): string {
  const read = (name: string) => (name === "routes.ts" ? policy : undefined);
  return compile("routes.ts", { project: { read, contains: () => true } }).table!.text;
}

/** It is known to the provider by its trace. */
async function askOnce(gateway: string, clients: Clients, random: () => number): Promise<void> {
  const { sent, answered, groups } = clients;
  const id = (sent.length + 1).toString(16).padStart(32, "0");
  const group = `g${Math.floor(sent.length / GROUP_SIZE)}`;
  sent.push(id);
  groups.add(group);
  const stream = random() < 0.5;
  const messages = [{ role: "user", content: `Write ${Math.floor(random() * 30)} words.` }];
  const body = { model: "chat", stream, messages, metadata: { request: id, group } };
  const headers = { "content-type": "application/json", traceparent: `00-${id}-0000000000000001-01` };
  const reply = await fetch(`${gateway}/v1/chat/completions`, { method: "POST", headers, body: JSON.stringify(body) });
  const text = await reply.text();
  if (reply.status === 402) clients.refused++;
  else if (reply.status === 200 && (!stream || text.includes("[DONE]"))) answered.add(id);
}
