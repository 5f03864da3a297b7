/** The way of a request without a socket, a clock or chance of this machine: a program asks, and what answers is given. */
import { HeldBytes } from "../../../runtime/attempts/held-bytes.ts";
import { loadDialects } from "../../../runtime/dialects/dialects.ts";
import { loadAssembly } from "../../../runtime/main.ts";
import { NeverWorked } from "../../../runtime/observe/never-worked.ts";
import { TokenRatios } from "../../../runtime/observe/token-ratio.ts";

import { Entrance } from "../../../runtime/request/entrance.ts";
import { InFlight } from "../../../runtime/request/in-flight.ts";
import { ProgramClient } from "../../../runtime/request/program-client.ts";
import { readyTargets } from "../../../runtime/request/ready-targets.ts";
import type { Running } from "../../../runtime/running.ts";
import { ProofMemory } from "../../../runtime/state/kept-proofs.ts";
import { KeyRing, openedKeys } from "../../../runtime/state/keys.ts";
import { TableHistory } from "../../../runtime/state/table-history.ts";
import { TargetHealth } from "../../../runtime/state/target-health.ts";
import { TargetLoad } from "../../../runtime/state/target-load.ts";
import { loadTable } from "../../../runtime/table/load.ts";
import type { Upstream } from "../../../runtime/upstream/upstream.ts";
import { KEY, keyRecord } from "../running.ts";
import { SimulatedClock } from "../simulated-clock.ts";
import { type TableSpec, tableText } from "../table-text.ts";

export const HOUR = 3_600_000;
const spec: TableSpec = {
  targets: { "silent/m1": { dialect: "openai" }, "well/m1": { dialect: "openai" } },
  routes: { chat: { use: ["silent/m1", "well/m1"], limits: { deadline: 2 * HOUR, idle: HOUR } } },
};

/** Collects all that it is told. */
export class Program extends ProgramClient {
  text = "";

  constructor(body: object) {
    const bytes = Buffer.from(JSON.stringify(body));
    const headers = { authorization: `Bearer ${KEY}` };
    super({ id: "r1", began: 0, headers, body: bytes, piece: (piece) => this.#add(piece) });
  }

  #add(piece: Buffer | string): void {
    this.text += piece.toString();
  }

  get openedWith(): Readonly<Record<string, string>> {
    return this.answered;
  }

  override answer(...[status, body, headers]: Parameters<ProgramClient["answer"]>): void {
    this.text = body.toString();
    super.answer(status, body, headers);
  }
}

const dialects = await loadDialects();

export async function rehearsed(
  upstream: Upstream,
  given: TableSpec = spec,
): Promise<{ running: Running; clock: SimulatedClock; log: object[] }> {
  const loaded = loadTable(tableText(given));
  const clock = new SimulatedClock();
  const log: object[] = [];
  const load = new TargetLoad(clock);
  const health = new TargetHealth(clock, (change) => void log.push({ event: "health", ...change }));
  const providers = Object.keys(given.targets).map((id) => id.split("/")[0]!);
  const standIns = Object.fromEntries(providers.map((id) => [id, `http://${id}.test`]));
  const running: Running = {
    inUse: {
      loaded,
      targets: await readyTargets(loaded.table, { dialects, env: {}, standIns, clock, upstream, alarm: () => {} }),
      ruleNames: (route, rule) => `${route}/${rule}`,
      assembly: await loadAssembly(),
    },
    tables: new TableHistory(new Date(0)),
    keyOf: new KeyRing(openedKeys([keyRecord])).check,
    upstream,
    images: { fetch: async (_url, param) => ({ class: "unsupported", detail: "no network", param }) },
    state: { health: health.facts, latency: load.latency },
    load,
    health,
    neverWorked: new NeverWorked(),
    tokenRatios: new TokenRatios(),
    proofs: new ProofMemory(() => 0),
    held: new HeldBytes(2 ** 30),
    entrance: new Entrance({ inside: 100, waiting: 0, wait: 0 }, clock),
    bodyLimit: 1_000_000,
    log: (line) => void log.push(JSON.parse(line) as object),
    clock,
    chance: () => 0,
    draining: false,
    inFlight: new InFlight(),
    kept: { close: async () => {} },
  };
  return { running, clock, log };
}
