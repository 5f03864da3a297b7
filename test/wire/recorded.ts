/** A policy that is compiled and served, with an upstream in the providers' place that writes down the bytes it gets. */
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished } from "vitest";
import { startRuntime } from "../../runtime/main.ts";
import { compileFiles } from "../compiler/in-memory.ts";
import { type Asked, ask, keyRecord, type Reply } from "../runtime/running.ts";

/** One request as it reached a provider. */
export interface Sent {
  path: string;
  headers: IncomingHttpHeaders;
  text: string;
  body: Record<string, unknown>;
}

export interface Served {
  /** Everything that was sent to any provider, in order. */
  sent: Sent[];
  ask(body: object | string, more?: Asked): Promise<Reply>;
  /** As `ask`, and what it sent: the request must have been served, by one attempt. */
  wire(body: object | string, more?: Asked): Promise<Sent & { reply: Reply }>;
}

export interface Policy {
  /** The value of `routes`, in TypeScript. */
  routes: string;
  /** An overlay, in YAML. */
  overlay?: string;
}

/** Must compile without an error. */
export async function served({ routes, overlay }: Policy): Promise<Served> {
  const names = "balance, chain, cheapest, policy, usd";
  const source = `import { ${names} } from "pointsman";\nexport default policy({ routes: ${routes} });`;
  const files = { "routes.ts": source, ...(overlay !== undefined && { "catalog.yaml": overlay }) };
  const { table, diagnostics } = compileFiles(files, { verify: false });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const { sent, url } = await upstream();
  const providers = (JSON.parse(table!.text) as { providers: { id: string }[] }).providers;
  const runtime = await startRuntime({
    table: table!.text,
    port: 0,
    operatorPort: 0,
    keys: [keyRecord],
    env: {},
    standIns: Object.fromEntries(providers.map(({ id }) => [id, url])),
  });
  onTestFinished(() => runtime.close());
  const served = (body: object | string, more: Asked = {}) => ask(runtime, { body, ...more });
  return {
    sent,
    ask: served,
    wire: async (body, more) => {
      const before = sent.length;
      const reply = await served(body, more);
      expect(reply.status, reply.text).toBe(200);
      expect(sent.length).toBe(before + 1);
      return { ...sent.at(-1)!, reply };
    },
  };
}

/** Answers in the dialect of the path that it is asked by. */
async function upstream(): Promise<{ sent: Sent[]; url: string }> {
  const sent: Sent[] = [];
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const text = Buffer.concat(pieces).toString("utf8");
    const body = JSON.parse(text) as Record<string, unknown>;
    sent.push({ path: request.url!, headers: request.headers, text, body });
    const answer = request.url!.endsWith("/messages") ? message : completion;
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { sent, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const completion = {
  id: "c1",
  choices: [{ index: 0, message: { role: "assistant", content: "Hi" }, finish_reason: "stop" }],
  usage: { prompt_tokens: 1_000, completion_tokens: 100 },
};

const message = {
  id: "m1",
  type: "message",
  role: "assistant",
  content: [{ type: "text", text: "Hi" }],
  stop_reason: "end_turn",
  usage: { input_tokens: 1_000, output_tokens: 100 },
};

/** A small request to the route `chat`. */
export const hello = { model: "chat", messages: [{ role: "user", content: "Hello" }] };

/** Providers of one's own: `own` speaks chat completions, and nothing is known of it; `claude` is like another. */
export const overlay = `
providers:
  own: { dialect: openai, baseUrl: http://own.test/v1 }
  agg: { like: openrouter }
models:
  own/model: { context: 100000, price: { input: 1, output: 2 } }
  own/small: { context: 100000, maxOutput: 1000, price: { input: 1, output: 2 } }
  own/narrow: { context: 5000, maxOutput: 4000, price: { input: 1, output: 2 } }
  own/tiers:
    context: 100000
    price: { input: 1, output: 2, serviceTiers: { priority: { input: 2, output: 4 } } }
  own/newer: { context: 100000, parameters: { rename: { max_tokens: max_completion_tokens } } }
  agg/ok: { context: 100000, price: { input: 1, output: 2 } }
`;

/** One route, `chat`, with one target. */
export function only(target: string, more = ""): Policy {
  return { routes: `{ chat: { otherwise: "${target}", ${more} } }`, overlay };
}
