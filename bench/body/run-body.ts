/**
 * Whether a body of 31 MB can hold the runtime up: node bench/body/run-body.ts [--bounded]. Each shape is sent twice to a
 * runtime of its own. Printed are the CPU of one request, all threads, the longest time without a turn of the loop, the
 * memory that was added, and the answers. --bounded gives the route a `max`. Exits 1 over half a second or 300 MB.
 */
import { request } from "node:http";
import { parseArgs } from "node:util";
import { compile } from "../../compiler/index.ts";
import { Child } from "../proxy/child.ts";
import type { RuntimeSetup } from "../proxy/runtime.ts";
import type { Blocked } from "./runtime.ts";
import { shapes } from "./shapes.ts";

const MOST_MS = 500;
const MOST_MB = 300;
const KEY = "pm-bench";

const { values } = parseArgs({ options: { bounded: { type: "boolean", default: false } } });
const max = values.bounded ? "max: { inputTokens: 100_000, outputTokens: 1_000 }," : "";
const policy = `import { chain, policy } from "pointsman";
export default policy({ routes: { chat: {
  rules: [{ when: (r) => r.hasCode, use: "openai/gpt-6-luna" }],
  otherwise: chain("openai/gpt-5.4-mini", "openai/gpt-6-luna"), ${max}
} } });`;

const { table } = compile("routes.ts", {
  project: { read: (name) => (name === "routes.ts" ? policy : undefined), contains: () => true },
  verify: false,
});
const upstream = new Child("upstream.ts");
const answer = { choices: [{ index: 0, message: { role: "assistant", content: "Hi" }, finish_reason: "stop" }] };
const url = await upstream.ask<string>("start");
await upstream.ask("prepare", { stream: false, pieces: [JSON.stringify(answer)], spaced: false });
const setup: RuntimeSetup = { table: table!.text, key: KEY, standIns: { openai: url } };
let failed = false;
for (const [name, shape] of Object.entries(shapes)) {
  const runtime = new Child("../body/runtime.ts");
  const origin = await runtime.ask<string>("start", setup);
  await send(origin, '{"model":"chat","messages":[{"role":"user","content":"warm"}]}');
  const before = await runtime.ask<Blocked>("figures");
  const body = shape();
  const statuses = [await send(origin, body), await send(origin, body)];
  const { blocked, cpu, peak } = await runtime.ask<Blocked>("figures");
  const added = (peak - before.peak) / 2 ** 20;
  const isOver = blocked > MOST_MS || added > MOST_MB;
  failed ||= isOver;
  const each = (cpu - before.cpu) / statuses.length;
  const figures = `${each.toFixed(0).padStart(6)} ms CPU ${blocked.toFixed(0).padStart(6)} ms ${added.toFixed(0).padStart(5)} MB  ${statuses.join(" ")}`;
  process.stdout.write(`${name.padEnd(36)}${figures}${isOver ? "  OVER" : ""}\n`);
  await runtime.end();
}
await upstream.end();
process.exit(failed ? 1 : 0);

function send(origin: string, body: string): Promise<number> {
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
