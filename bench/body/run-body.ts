/**
 * Whether a body of 31 MB can hold the runtime up. Each shape is sent to a runtime of its own, one request after the other:
 * to a route of the client's dialect, and what that takes also to one of another dialect, for which the body is written anew.
 */
import { request } from "node:http";
import { compile } from "../../compiler/index.ts";
import { Child } from "../proxy/child.ts";
import type { RuntimeSetup } from "../proxy/runtime.ts";
import { type Spread, spread } from "../statistics.ts";
import type { Blocked } from "./runtime.ts";
import { shapes } from "./shapes.ts";

export interface BodyOptions {
  quick: boolean;
  /** Of the shapes, those whose names have this in them. */
  only: string;
  progress(text: string): void;
}

export interface BodyResult {
  /** What the body is full of, and the route. */
  name: string;
  /** Of the answers, each once. */
  statuses: number[];
  /** Milliseconds of CPU of one request, user and system, all threads. */
  cpu: Spread;
  /** Milliseconds without a turn of the loop, at most: of CPU of its thread, and on the clock. */
  turn: Spread;
  blocked: Spread;
  /** Bytes of resident memory at most, above those before the first. */
  added: number;
  isOver: boolean;
}

/** Milliseconds and bytes: what no shape may be over. */
export const MOST_TURN = 500;
export const MOST_ADDED = 300 * 2 ** 20;

const KEY = "pm-bench";
const routes = ["chat", "translated"] as const;
type BodyRoute = (typeof routes)[number];

const policy = `import { chain, policy } from "pointsman";
export default policy({ routes: {
  chat: { rules: [{ when: (r) => r.hasCode, use: "openai/gpt-6-luna" }], otherwise: chain("openai/gpt-5.4-mini", "openai/gpt-6-luna") },
  translated: { rules: [{ when: (r) => r.hasCode, use: "anthropic/claude-opus-5-5" }], otherwise: "anthropic/claude-haiku-5-5" },
} });`;

const usage = { prompt_tokens: 1, completion_tokens: 1, input_tokens: 1, output_tokens: 1 };
const answers: Readonly<Record<BodyRoute, object>> = {
  chat: { choices: [{ index: 0, message: { role: "assistant", content: "Hi" }, finish_reason: "stop" }], usage },
  translated: { role: "assistant", content: [{ type: "text", text: "Hi" }], stop_reason: "end_turn", usage },
};

export async function runBody({ quick, only, progress }: BodyOptions): Promise<BodyResult[]> {
  const upstream = new Child("upstream.ts");
  try {
    const url = await upstream.ask<string>("start");
    const setup: RuntimeSetup = { table: tableText(), key: KEY, standIns: { openai: url, anthropic: url } };
    const results: BodyResult[] = [];
    for (const [full, shape] of Object.entries(shapes)) {
      if (!full.includes(only)) continue;
      for (const route of routes) {
        progress(`body: ${full}, ${route}`);
        await upstream.ask("prepare", { stream: false, pieces: [JSON.stringify(answers[route])] });
        const body = Buffer.from(shape().replace('"model":"chat"', `"model":"${route}"`));
        const result = await measure(`${full}, ${route}`, body, setup, quick ? 1 : 3);
        results.push(result);
        if (!result.statuses.includes(200)) break;
      }
    }
    return results;
  } finally {
    await upstream.end();
  }
}

async function measure(name: string, body: Buffer, setup: RuntimeSetup, rounds: number): Promise<BodyResult> {
  const runtime = new Child("../body/runtime.ts");
  try {
    const origin = await runtime.ask<string>("start", setup);
    await send(origin, Buffer.from('{"model":"chat","messages":[{"role":"user","content":"warm"}]}'));
    const figures = [await runtime.ask<Blocked>("figures")];
    const statuses: number[] = [];
    for (let round = 0; round < rounds; round++) {
      statuses.push(await send(origin, body));
      figures.push(await runtime.ask<Blocked>("figures"));
    }
    const after = figures.slice(1);
    const cpu = spread(after.map((figure, i) => figure.cpu - figures[i]!.cpu));
    const turn = spread(after.map((figure) => figure.turn));
    const blocked = spread(after.map((figure) => figure.blocked));
    const added = after.at(-1)!.peak - figures[0]!.peak;
    const isOver = turn.median > MOST_TURN || added > MOST_ADDED;
    return { name, statuses: [...new Set(statuses)], cpu, turn, blocked, added, isOver };
  } finally {
    await runtime.end();
  }
}

function tableText(): string {
  const read = (name: string) => (name === "routes.ts" ? policy : undefined);
  const { table, diagnostics } = compile("routes.ts", { project: { read, contains: () => true }, verify: false });
  if (table) return table.text;
  throw new Error(`The benchmark's policy does not compile: ${diagnostics.map(({ code }) => code).join(", ")}`);
}

function send(origin: string, body: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${KEY}`, "content-type": "application/json" };
    const asked = request(`${origin}/v1/chat/completions`, { method: "POST", headers }, (response) => {
      response.resume();
      response.once("end", () => resolve(response.statusCode ?? 0));
    });
    asked.on("error", reject);
    asked.end(body);
  });
}
