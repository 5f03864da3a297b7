/** Runs cells beside one another: a gateway over sockets, for each cell a provider of its own, and one healthy target behind all. */
import { setTimeout as sleep } from "node:timers/promises";
import { startRuntime } from "../../../runtime/main.ts";
import type { DialectName } from "../../../schemas/dialects.ts";
import { finish, KEY, keyRecord, open } from "../../runtime/running.ts";
import { type TableSpec, tableText } from "../../runtime/table-text.ts";
import { openRawServer, type RawServer } from "../raw/raw-server.ts";
import { type Asker, healthyBehaviour } from "./askers.ts";
import { faultOf, type Seen } from "./judge.ts";
import type { Cell, Place } from "./place.ts";

export interface NamedCell {
  name: string;
  place: Place;
  cell: Cell;
}

interface Provider {
  server: RawServer & { close(): void };
  /** Where the gateway looks for it. */
  url: string;
  /** Settles when the provider has done what it does. */
  behaved: Promise<void>;
}

type AttemptLine = { target: string; failure?: string };

/** Beside one another: most of them only wait. */
const AT_ONCE = 24;

/** Milliseconds after which a hedge begins. */
const SOON = 200;

/** A port at which nothing listens. */
const NOBODY = "http://127.0.0.1:1";

/** By the cell's name, what is wrong. Empty: all is as it should be. */
export async function runCells(
  cells: readonly NamedCell[],
  dialect: DialectName,
  asker: Asker,
): Promise<Map<string, string>> {
  const healthy = await openRawServer(healthyBehaviour(asker));
  const providers = await Promise.all(cells.map(providerOf));
  const records = new Map<string, AttemptLine[]>();
  const gateway = await startRuntime({
    table: tableText(specOf(cells, dialect, asker)),
    ...{ port: 0, operatorPort: 0, env: {}, keys: [keyRecord] },
    standIns: Object.fromEntries([...providers.map(({ url }, i) => [`p${i}`, url]), ["well", healthy.url]]),
    log: (line) => {
      const { event, route, attempts } = JSON.parse(line) as { event: string; route: string; attempts: AttemptLine[] };
      if (event === "request") records.set(route, attempts);
    },
  });
  const faults = new Map<string, string>();
  await besideOthers(cells, async (named, i) => {
    const seen = await askCell(gateway, named.cell, { route: `c${i}`, asker, provider: providers[i]!, records });
    const askedWell = healthy.seen.filter(({ text }) => text.includes(`cell c${i} `)).length;
    const fault = faultOf(named, { ...seen, askedWell }, asker);
    if (fault !== undefined) faults.set(named.name, fault);
  });
  await gateway.close();
  for (const [i, { server }] of providers.entries()) {
    if (!(await comesTrue(() => server.open.size === 0)))
      faults.set(cells[i]!.name, "a connection outlives the gateway");
    server.close();
  }
  healthy.close();
  return faults;
}

async function providerOf({ cell, place }: NamedCell): Promise<Provider> {
  let tell = (): void => {};
  const behaved = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const server = await openRawServer(async (socket, request) => {
    const done = cell.behave(socket, { wire: place.wire, stream: place.mode === "streamed", request });
    // What was written arrives before the client leaves.
    setTimeout(tell, 40);
    await done;
  });
  return { server, behaved, url: cell.closed ? NOBODY : server.url };
}

function specOf(cells: readonly NamedCell[], dialect: DialectName, asker: Asker): TableSpec {
  const kind = asker.vectors ? ({ kind: "embedding" } as const) : {};
  const model = asker.modelOf(dialect);
  const spec: TableSpec = { targets: {}, routes: {} };
  for (const [i, { cell }] of cells.entries()) {
    const { fallbackOn, led } = cell;
    const own = `p${i}/${model}`;
    spec.targets[own] = { dialect, ...kind };
    const limits = { ...cell.limits, ...(asker.asStream && { wholeAsStream: true as const }) };
    spec.routes[`c${i}`] = {
      ...{ use: led ? [own] : [own, "well/m"], limits },
      ...(asker.hedged && { hedge: { after: SOON, most: 1 } }),
      ...(fallbackOn && { fallbackOn }),
      ...(led && { failing: { class: led, use: ["well/m"] } }),
    };
  }
  spec.targets["well/m"] = { dialect: "openai", ...kind };
  return spec;
}

interface Terms {
  route: string;
  asker: Asker;
  provider: Provider;
  records: Map<string, AttemptLine[]>;
}

async function askCell(
  gateway: { url: string },
  cell: Cell,
  { route, asker, provider, records }: Terms,
): Promise<Omit<Seen, "askedWell">> {
  const leaving = new AbortController();
  const body = asker.body(`cell ${route} `, route);
  const began = performance.now();
  if (cell.leaves) void provider.behaved.then(() => leaving.abort());
  const reply = await open(gateway, {
    path: asker.path,
    body,
    headers: { authorization: `Bearer ${KEY}` },
    signal: leaving.signal,
  })
    .then(finish)
    .catch((error: Error) => error.message);
  const ms = performance.now() - began;
  await comesTrue(() => records.has(route));
  const isKept = cell.complete || cell.outcome === "answered";
  const left = await comesTrue(() => provider.server.open.size <= (isKept ? 1 : 0));
  return { reply, attempts: records.get(route) ?? [], asked: provider.server.seen.length, lingers: !left, ms };
}

/** False where it does not within two seconds. */
async function comesTrue(holds: () => boolean): Promise<boolean> {
  for (let tries = 0; tries < 200 && !holds(); tries++) await sleep(10);
  return holds();
}

async function besideOthers<T>(all: readonly T[], run: (each: T, at: number) => Promise<void>): Promise<void> {
  const left = all.entries();
  const one = async (): Promise<void> => {
    for (const [at, each] of left) await run(each, at);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}
