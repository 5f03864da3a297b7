/** Sides that answer the same question in turns: CPU per request of the process that each is served by. */
import type { Child } from "../proxy/child.ts";
import { Load } from "../proxy/load.ts";
import type { Prepared } from "../proxy/prepared.ts";

export interface Side {
  name: string;
  process: Child;
  origin: string;
  path: string;
  body: object;
  /** What the upstream answers it. */
  prepared: Prepared;
  /** The text of an answer that has come. */
  text(answer: string): string;
}

export interface Turns {
  rounds: number;
  /** Requests per turn. */
  many: number;
  key: string;
  /** The text that every side must answer. */
  text: string;
}

const CONCURRENCY = 16;

/** Microseconds per request, by side and round; the order is turned round from round to round. */
export async function measureSides(upstream: Child, sides: readonly Side[], turns: Turns): Promise<number[][]> {
  const loads = sides.map((side) => new Load(targetOf(side, turns.key), CONCURRENCY));
  const spent: number[][] = sides.map(() => []);
  const order = sides.map((_, index) => index);
  try {
    for (const index of order) await warmUp(upstream, sides[index]!, loads[index]!, turns);
    for (let round = 0; round < turns.rounds; round++) {
      for (const index of round % 2 === 0 ? order : order.toReversed())
        spent[index]!.push(await turn(upstream, sides[index]!, loads[index]!, turns.many));
    }
  } finally {
    await Promise.all(loads.map((load) => load.close()));
  }
  return spent;
}

function targetOf({ origin, path, body, prepared }: Side, key: string): ConstructorParameters<typeof Load>[0] {
  const accept = prepared.stream ? "text/event-stream" : "application/json";
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json", accept };
  return { origin, path, headers, body: Buffer.from(JSON.stringify(body)) };
}

async function warmUp(upstream: Child, side: Side, load: Load, { many, text }: Turns): Promise<void> {
  await upstream.ask("prepare", side.prepared);
  const answer = await load.once();
  if (side.text(answer) !== text) throw new Error(`${side.name}: not the answer that was prepared: ${answer}`);
  await load.round(many);
}

async function turn(upstream: Child, side: Side, load: Load, many: number): Promise<number> {
  await upstream.ask("prepare", side.prepared);
  // Connections are open and code is warm again when the clock starts.
  await load.round(CONCURRENCY * 2);
  const before = await side.process.spent();
  await load.round(many);
  const after = await side.process.spent();
  const served = await upstream.ask<number>("served");
  const sent = many + CONCURRENCY * 2;
  if (served !== sent)
    throw new Error(`${side.name}: ${sent} requests were sent, but the upstream answered ${served}.`);
  return (after.cpu - before.cpu) / many;
}
