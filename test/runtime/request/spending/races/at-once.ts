/** 500 requests of 10 USD that come at once against room for 1,000 USD, over one gateway or several on one store. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openStore } from "../../../../../runtime/state/store/open-store.ts";
import { bundleGateway } from "../kills/bundle-gateway.ts";
import { type GatewayChild, startGateway } from "./gateway-child.ts";
import { accountOf, BILL, TenDollarProvider, tenDollarTable } from "./ten-dollars.ts";

const REQUESTS = 500;
const LEASE = 60_000;
const PATIENCE = 90_000;

export interface AtOnce {
  /** Requests by what they were told. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Answers that the provider has billed. */
  readonly billed: number;
  /** Micro-USD; undefined of a store that ends with its process. */
  readonly standing: { readonly spent: number; readonly held: number; readonly unsettled: number } | undefined;
}

/** `state` as `openStore` takes it. */
export async function raceAtOnce(state: string, processes: number): Promise<AtOnce> {
  const provider = new TenDollarProvider();
  const origin = await provider.start();
  const words = [tenDollarTable(), state, origin, String(LEASE)];
  const folder = mkdtempSync(join(tmpdir(), "pointsman-race-"));
  const entry = await bundleGateway(folder);
  const gateways = await Promise.all(Array.from({ length: processes }, () => startGateway(entry, words)));
  try {
    return { ...(await raced(gateways, provider)), standing: await standingIn(state) };
  } finally {
    await Promise.all(gateways.map((gateway) => gateway.kill()));
    provider.close();
    rmSync(folder, { recursive: true });
  }
}

async function raced(
  gateways: readonly GatewayChild[],
  provider: TenDollarProvider,
): Promise<Pick<AtOnce, "statuses" | "billed">> {
  const statuses: Record<string, number> = {};
  let over = 0;
  const one = async (at: number): Promise<void> => {
    const status = await askFor(`${gateways[at % gateways.length]!.url}/v1/chat/completions`, "all");
    statuses[status] = (statuses[status] ?? 0) + 1;
    over++;
  };
  const all = Promise.all(Array.from({ length: REQUESTS }, (_, at) => one(at)));
  // Nobody is answered before all of them are held or refused.
  const end = performance.now() + PATIENCE;
  while (over + provider.waiting < REQUESTS && performance.now() < end) await sleep(10);
  provider.release();
  await all;
  return { statuses, billed: provider.billed.get("all") ?? 0 };
}

/** The status of the answer. A store that has no time for it just now is asked again, as its refusal says. */
export async function askFor(url: string, group: string, signal?: AbortSignal): Promise<number> {
  for (;;) {
    const body = { model: "chat", messages: [{ role: "user", content: group }], metadata: { group } };
    const reply = await fetch(url, {
      ...{ method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) },
      ...(signal && { signal }),
    });
    await reply.text();
    if (reply.status !== 503) return reply.status;
    await sleep(50);
  }
}

/** When the last of what was answered is settled. */
async function standingIn(state: string): Promise<AtOnce["standing"]> {
  if (state === "memory") return undefined;
  const store = await openStore(state);
  try {
    const look = async () => (await store.standings([accountOf("all")], Date.now()))[0]!;
    const end = performance.now() + PATIENCE;
    while ((await look()).held >= BILL && performance.now() < end) await sleep(20);
    return await look();
  } finally {
    await store.close();
  }
}
