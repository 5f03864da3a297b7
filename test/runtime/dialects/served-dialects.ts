/** A runtime before the simulator of a dialect, and the official client of chat completions before it. */
import OpenAI from "openai";
import type { DialectName } from "../../../schemas/dialects.ts";
import type { FaultSchedule } from "../../../simulator/faults.ts";
import type { SimulatorDialect } from "../../../simulator/wires.ts";
import { KEY, provider, runtime, simulator } from "../running.ts";
import type { TargetSpec } from "../table-text.ts";

export interface ServedDialect {
  dialect: DialectName & SimulatorDialect;
  target?: Partial<TargetSpec>;
  faults?: FaultSchedule;
  /** Answers come in pieces of one byte. */
  sliced?: boolean;
}

export async function servedClient({ dialect, target, faults = [], sliced = false }: ServedDialect): Promise<OpenAI> {
  const one = await simulator({ dialect, faults });
  const origin = sliced ? await slicer(one.url) : one.url;
  const targets = { "one/m": { dialect, ...target } };
  const gateway = await runtime({ targets, routes: { chat: { use: ["one/m"] } } }, { one: origin });
  return new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: KEY, maxRetries: 0 });
}

/** Passes requests on, and the answers byte by byte. */
function slicer(origin: string): Promise<string> {
  return provider(async (request, response, body) => {
    const { authorization = "", accept = "" } = request.headers;
    const headers = { authorization, accept, "content-type": "application/json" };
    const answer = await fetch(origin + request.url, { method: "POST", headers, body });
    const bytes = Buffer.from(await answer.arrayBuffer());
    response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" });
    for (const byte of bytes) {
      response.write(Buffer.from([byte]));
      await new Promise(setImmediate);
    }
    response.end();
  });
}
