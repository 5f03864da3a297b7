/** A runtime over simulators, and requests to it. Everything is closed after each test. */
import {
  createServer,
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { type Runtime, type RuntimeOptions, startRuntime } from "../../runtime/main.ts";
import { hashKey, type KeyRecord } from "../../runtime/state/keys.ts";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../simulator/start-simulator.ts";
import { afterTest } from "./after-test.ts";
import { type TableSpec, tableText } from "./table-text.ts";

export const KEY = "test-key";
export const keyRecord: KeyRecord = { id: "k1", hash: hashKey(KEY), tags: [] };

export interface TestRuntime extends Runtime {
  /** What was logged, parsed. */
  log: Record<string, unknown>[];
}

export async function runtime(
  spec: TableSpec,
  standIns: Record<string, string>,
  options: Partial<RuntimeOptions> = {},
): Promise<TestRuntime> {
  const log: Record<string, unknown>[] = [];
  const started = await startRuntime({
    table: tableText(spec),
    port: 0,
    operatorPort: 0,
    keys: [keyRecord],
    env: {},
    standIns,
    log: (line) => void log.push(JSON.parse(line) as Record<string, unknown>),
    ...options,
  });
  afterTest(() => started.close());
  return { ...started, log };
}

export async function simulator(options: Partial<SimulatorOptions> = {}): Promise<Simulator> {
  const started = await startSimulator({ dialect: "openai", ...options });
  afterTest(() => started.close());
  return started;
}

export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  trailers: NodeJS.Dict<string>;
  text: string;
  json: ClientJson;
}

/** The members of answers and events that tests look at. */
export interface ClientJson {
  id?: string;
  object?: string;
  status?: string;
  table?: string;
  error?: { message: string; type: string; param: string | null; code: string | null; attempts?: AttemptJson[] };
  choices?: { message?: { content?: string }; delta?: { content?: string }; finish_reason?: string | null }[];
  usage?: { prompt_tokens: number; completion_tokens: number; cost_usd?: number } | null;
  data?: { id: string }[];
}

interface AttemptJson {
  target: string;
  failure: string;
  status?: number;
  ms: number;
}

export interface Asked {
  path?: string;
  method?: string;
  headers?: Record<string, string>;
  body?: unknown;
  signal?: AbortSignal;
}

/** `body` is written as it is when it is a text. */
export async function ask({ url }: { url: string }, asked: Asked = {}): Promise<Reply> {
  const response = await open({ url }, asked);
  return finish(response);
}

/** Settles with the head of the answer. */
export function open({ url }: { url: string }, asked: Asked = {}): Promise<IncomingMessage> {
  const { path = "/v1/chat/completions", method = "POST", headers, body, signal } = asked;
  const text = typeof body === "string" || body === undefined ? body : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const all = {
      authorization: `Bearer ${KEY}`,
      ...(text !== undefined && { "content-type": "application/json" }),
      ...headers,
    };
    const request = httpRequest(
      `${url}${path}`,
      { method, agent: false, headers: all, ...(signal && { signal }) },
      resolve,
    );
    request.on("error", reject);
    request.end(text);
  });
}

export async function finish(response: IncomingMessage): Promise<Reply> {
  const pieces: Buffer[] = [];
  for await (const piece of response) pieces.push(piece as Buffer);
  const text = Buffer.concat(pieces).toString("utf8");
  const { statusCode = 0, headers, trailers } = response;
  const isJson = headers["content-type"]?.startsWith("application/json");
  return { status: statusCode, headers, trailers, text, json: (isJson ? JSON.parse(text) : {}) as ClientJson };
}

/** The parsed events of a stream, without the end mark. */
export function events(text: string): ClientJson[] {
  const lines = text.split("\n\n").filter((event) => event.startsWith("data: ") && event !== "data: [DONE]");
  return lines.map((event) => JSON.parse(event.slice(6)) as ClientJson);
}

/** All text of an answer or a stream. */
export function textOf(reply: Reply): string {
  const whole = reply.json.choices?.[0]?.message?.content;
  if (whole !== undefined) return whole;
  return events(reply.text)
    .map((event) => event.choices?.[0]?.delta?.content ?? "")
    .join("");
}

/** A provider that does what it is told with each request. */
export async function provider(
  answer: (request: IncomingMessage, response: ServerResponse, body: string) => void,
): Promise<string> {
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const piece of request.setEncoding("utf8")) body += piece as string;
    answer(request, response, body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  afterTest(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export const hello: { model: string; messages: { role: string; content: string }[] } = {
  model: "chat",
  messages: [{ role: "user", content: "Hello there" }],
};
