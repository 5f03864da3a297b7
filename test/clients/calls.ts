/** How often providers are asked for one call of a client with its own retries, where they fail: counted at the provider. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { startRuntime } from "../../runtime/main.ts";
import { hashKey } from "../../runtime/state/keys.ts";
import { type TableSpec, tableText } from "../runtime/table-text.ts";
import type { ClientSpec } from "./clients.ts";
import { AWAY, type FailingProvider, startFailingProvider, UP } from "./failing-provider.ts";

interface Situation {
  /** Its targets are those of a route; without any the client asks the provider, and there is no gateway. */
  readonly ends: readonly string[];
  readonly times?: 0;
  /** Requests before the client's, behind which breakers of all that fail are open. */
  readonly before: number;
}

export const situations = {
  alone: { ends: [], before: 0 },
  down: { ends: ["-1", "-2"], before: 0 },
  "known-down": { ends: ["-1", "-2"], before: 3 },
  "left-to-clients": { ends: ["-1", "-2"], times: 0, before: 0 },
  "first-down": { ends: [AWAY, UP], before: 0 },
  "first-known-down": { ends: [AWAY, UP], before: 5 },
} as const satisfies Readonly<Record<string, Situation>>;

export type SituationName = keyof typeof situations;
export type Calls = Readonly<Record<SituationName, number>>;
/** Starts a client with more in its environment; settles with what went wrong, or nothing, when it has ended. */
export type Start = (client: ClientSpec, env: Readonly<Record<string, string>>) => Promise<string | undefined>;

const names = Object.keys(situations) as SituationName[];
const each: readonly (readonly [SituationName, Situation])[] = names.map((name) => [name, situations[name]]);

/** Each client has targets of its own, so that none finds a breaker open that another has opened. */
export async function countCalls(
  clients: readonly ClientSpec[],
  key: string,
  start: Start,
): Promise<Map<ClientSpec, Calls | string>> {
  const provider = await startFailingProvider();
  const opened = new Set<string>();
  const runtime = await startRuntime({
    table: tableText(specOf(clients.length)),
    ...{ port: 0, operatorPort: 0, env: {}, standIns: { failing: provider.url } },
    keys: [{ id: "clients", hash: hashKey(key), tags: [] }],
    log: (line) => {
      const { event, state, target } = JSON.parse(line) as Readonly<Record<string, string>>;
      if (event === "health" && state === "open") opened.add(target!);
    },
  });
  const open = (id: number) => openBreakers(runtime.url, key, id, opened);
  try {
    const counted = clients.map(async (client, id) => {
      const calls = await callsOf(id, { provider, gateway: runtime.url, open, start: (env) => start(client, env) });
      return [client, calls] as const;
    });
    return new Map(await Promise.all(counted));
  } finally {
    await runtime.close();
    provider.close();
  }
}

/** The route of a client in a situation, and how its models begin. */
const named = (id: number, name: SituationName): string => `client${id}-${name}`;

function specOf(clients: number): TableSpec {
  const targets: TableSpec["targets"] = {};
  const routes: TableSpec["routes"] = {};
  for (const id of Array.from({ length: clients }).keys()) {
    for (const [name, { ends, times }] of each) {
      if (ends.length === 0) continue;
      const use = ends.map((end) => `failing/${named(id, name)}${end}`);
      for (const target of use) targets[target] = { dialect: "openai" };
      const limits = { deadline: 30_000 };
      routes[named(id, name)] = { use, limits, ...(times !== undefined && { retry: { times } }) };
    }
  }
  return { targets, routes };
}

interface Counted {
  readonly provider: FailingProvider;
  readonly gateway: string;
  open(id: number): Promise<void>;
  start(env: Readonly<Record<string, string>>): Promise<string | undefined>;
}

/** The client says when it is ready: breakers are opened then, whatever time it took to start. */
async function callsOf(id: number, { provider, gateway, open, start }: Counted): Promise<Calls | string> {
  const asked = (name: SituationName) =>
    [...provider.asked].reduce((sum, [model, times]) => sum + (model.startsWith(named(id, name)) ? times : 0), 0);
  const before = new Map<SituationName, number>();
  const ready = createServer(async (_request, response) => {
    await open(id);
    for (const name of names) before.set(name, asked(name));
    response.end();
  });
  await new Promise<void>((resolve) => ready.listen(0, "127.0.0.1", resolve));
  const calls = each.map(([name, { ends }]) => ({
    base: ends.length === 0 ? provider.url : gateway,
    model: named(id, name),
  }));
  const url = `http://127.0.0.1:${(ready.address() as AddressInfo).port}`;
  const failed = await start({ READY: url, CALLS: JSON.stringify(calls) });
  ready.closeAllConnections();
  ready.close();
  if (failed !== undefined) return failed;
  if (before.size === 0) return "it failed: it did not say that it is ready";
  return Object.fromEntries(names.map((name) => [name, asked(name) - before.get(name)!])) as Record<
    SituationName,
    number
  >;
}

async function openBreakers(gateway: string, key: string, id: number, opened: ReadonlySet<string>): Promise<void> {
  const headers = { "content-type": "application/json", authorization: `Bearer ${key}` };
  for (const [name, { ends, before }] of each) {
    const body = JSON.stringify({ model: named(id, name), messages: [{ role: "user", content: "Hello" }] });
    for (let times = 0; times < before; times++) {
      const reply = await fetch(`${gateway}/v1/chat/completions`, { method: "POST", headers, body });
      await reply.arrayBuffer();
    }
    for (const end of before > 0 ? ends.filter((end) => end !== UP) : []) {
      const target = `failing/${named(id, name)}${end}`;
      if (!opened.has(target)) throw new Error(`the breaker of ${target} is not open`);
    }
  }
}
