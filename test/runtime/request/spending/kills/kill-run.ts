/** Gateways on one store are killed again and again under load; then every request is held against what its provider has billed. */
import { compile } from "../../../../../compiler/index.ts";
import { openStore } from "../../../../../runtime/state/store/open-store.ts";
import { randomFrom } from "../../../state/store/races/random-from.ts";
import { BillingProvider } from "./billing-provider.ts";
import { runKilled } from "./gateway-process.ts";

export interface KillRun {
  /** As `openStore` takes it. */
  readonly state: string;
  readonly seed: number;
  readonly kills: number;
  /** Gateways at a time. */
  readonly processes: number;
  readonly progress?: (kills: number) => void;
}

export interface KillReport {
  /** Each a sentence. */
  readonly faults: readonly string[];
  readonly requests: number;
  readonly settled: number;
  readonly unsettled: number;
  readonly refused: number;
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

interface Clients {
  readonly sent: string[];
  readonly answered: Set<string>;
  readonly groups: Set<string>;
  refused: number;
}

export async function killRun({ state, seed, kills, processes, progress }: KillRun): Promise<KillReport> {
  const random = randomFrom(seed);
  const provider = new BillingProvider(RATES, randomFrom(seed + 1));
  const url = await provider.start();
  const clients: Clients = { sent: [], answered: new Set(), groups: new Set(), refused: 0 };
  const faults: string[] = [];
  let begun = 0;
  const more = (): boolean => {
    if (begun >= kills) return false;
    progress?.(++begun);
    return true;
  };
  const ask = (gateway: string): Promise<void> => askOnce(gateway, clients, random() < 0.5);
  const fault = (line: string): void => void faults.push(`a gateway said: ${line}`);
  const args = [tableText(), state, url, String(LEASE)];
  const all = Array.from({ length: processes }, () =>
    runKilled({ arguments: args, random, life: LIFE, more, ask, fault }),
  );
  await Promise.all(all);
  provider.close();
  return {
    ...(await judged(state, clients, provider, faults)),
    requests: clients.sent.length,
    refused: clients.refused,
  };
}

function tableText(): string {
  const read = (name: string) => (name === "routes.ts" ? policy : undefined);
  return compile("routes.ts", { project: { read, contains: () => true } }).table!.text;
}

async function askOnce(gateway: string, clients: Clients, stream: boolean): Promise<void> {
  const id = `r${clients.sent.length}`;
  const group = `g${Math.floor(clients.sent.length / GROUP_SIZE)}`;
  clients.sent.push(id);
  clients.groups.add(group);
  const body = { model: "chat", stream, messages: [{ role: "user", content: id }], metadata: { request: id, group } };
  const headers = { "content-type": "application/json" };
  const reply = await fetch(`${gateway}/v1/chat/completions`, { method: "POST", headers, body: JSON.stringify(body) });
  const text = await reply.text();
  if (reply.status === 402) clients.refused++;
  else if (reply.status === 200 && (!stream || text.includes("[DONE]"))) clients.answered.add(id);
}

/** After all that was held has expired. */
async function judged(
  state: string,
  { sent, answered, groups }: Clients,
  { bills, asked }: BillingProvider,
  said: readonly string[],
): Promise<Pick<KillReport, "faults" | "settled" | "unsettled">> {
  const faults = [...said];
  const store = await openStore(state);
  const later = Date.now() + 2 * LEASE;
  await store.expire(later);
  const each = await store.standings(
    sent.map((id) => `each metadata.request total ${id}`),
    later,
  );
  const [sum] = await store.standings(["all endpoint total chat"], later);
  const [counts, total] = [
    { settled: 0, unsettled: 0 },
    { spent: 0, unsettled: 0 },
  ];
  for (const [i, { spent, held, unsettled }] of each.entries()) {
    const id = sent[i]!;
    if (held !== 0) faults.push(`${id} is held for ever: ${held}`);
    total.spent += spent;
    total.unsettled += unsettled;
    if (unsettled > 0) {
      counts.unsettled++;
      if (unsettled !== spent) faults.push(`${id} is settled in part: ${spent}, ${unsettled} of it open`);
      if (spent < (bills.get(id) ?? 0)) faults.push(`${id} is billed with more than is charged: ${spent}`);
    } else if (spent > 0) {
      counts.settled++;
      const bill = Math.ceil(bills.get(id) ?? Number.NaN);
      if (spent !== bill) faults.push(`${id} was billed with ${bill}, and settled with ${spent}`);
    } else if (asked.has(id)) faults.push(`${id} reached its provider, and is not charged`);
    else if (answered.has(id)) faults.push(`${id} was answered, and is not charged`);
  }
  if (sum!.spent !== total.spent || sum!.unsettled !== total.unsettled || sum!.held !== 0)
    faults.push(`all are ${JSON.stringify(sum)}, and the requests ${JSON.stringify(total)}`);
  const names = [...groups];
  const spent = await store.standings(
    names.map((name) => `group metadata.group total ${name}`),
    later,
  );
  for (const [i, group] of spent.entries())
    if (group.spent + group.held > GROUP) faults.push(`${names[i]} may spend ${GROUP}, and spent ${group.spent}`);
  await store.close();
  return { faults, ...counts };
}
