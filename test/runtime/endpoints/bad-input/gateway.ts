/** A gateway before providers of every dialect, which take anything and answer well: what is refused, the gateway refuses. */
import { Agent, createServer, request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { setImmediate as nextTurn } from "node:timers/promises";
import { startRuntime } from "../../../../runtime/main.ts";
import type { DialectName } from "../../../../schemas/dialects.ts";
import { KEY, keyRecord } from "../../running.ts";
import { type TableSpec, tableText } from "../../table-text.ts";
import { answerTo } from "./answers.ts";

/** Where a route's requests go, by the ending of its name. */
export const places: readonly string[] = [
  "openai",
  "azure",
  "anthropic",
  "gemini",
  "vertex",
  "vertexclaude",
  "vertexmistral",
  "bedrock",
  "cohere",
  "ollama",
  "responses",
];

const dialects: Readonly<Record<string, DialectName>> = {
  ...{ openai: "openai", azure: "azure-openai", anthropic: "anthropic", gemini: "gemini", vertex: "vertex" },
  ...{ vertexclaude: "anthropic", vertexmistral: "openai", bedrock: "bedrock-converse", cohere: "cohere" },
  ...{ ollama: "ollama", responses: "openai-responses" },
};

const models: Readonly<Record<string, string>> = {
  ...{ anthropic: "claude-sonnet-4-5", vertexclaude: "claude-sonnet-4-5", gemini: "gemini-2.5-pro" },
  ...{ vertex: "gemini-2.5-pro", bedrock: "us.anthropic.claude-sonnet-4-5-20250929-v1:0" },
};

/** Those that make embeddings. */
export const embedding: readonly string[] = ["openai", "azure", "gemini", "vertex", "bedrock", "cohere", "ollama"];

const maker = (name: string) => `/v1/projects/p/locations/l/publishers/${name}/models/{model}`;

function spec(): TableSpec {
  const targets: TableSpec["targets"] = {};
  const routes: TableSpec["routes"] = {};
  for (const place of places) {
    targets[`${place}/chat`] = { dialect: dialects[place]!, model: models[place] ?? "m", maxOutput: 64_000 };
    routes[`chat-${place}`] = { use: [`${place}/chat`] };
    if (!embedding.includes(place)) continue;
    const model = place === "bedrock" ? "amazon.titan-embed-text-v2:0" : "e";
    targets[`${place}/embed`] = { dialect: dialects[place]!, kind: "embedding", model, batch: 2 };
    routes[`embed-${place}`] = { use: [`${place}/embed`] };
  }
  const claude = { anthropic_version: "vertex-2023-10-16", model: null };
  const providers = {
    vertexclaude: {
      chatUrl: `https://v.example${maker("anthropic")}:rawPredict`,
      chatStreamUrl: `https://v.example${maker("anthropic")}:streamRawPredict`,
      body: claude,
    },
    vertexmistral: {
      chatUrl: `https://v.example${maker("mistralai")}:rawPredict`,
      chatStreamUrl: `https://v.example${maker("mistralai")}:streamRawPredict`,
    },
  };
  return { targets, routes, providers };
}

export interface Reply {
  status: number;
  type: string;
  text: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
}

export interface Gateway {
  url: string;
  post(path: string, body: string | Buffer, headers?: Record<string, string>): Promise<Reply>;
  ask(method: string, path: string, body: string): Promise<Reply>;
  /** Lines of the log that tell of a fault of ours, so far. */
  faults: readonly string[];
  /** Bodies that providers were sent and that are no JSON object. */
  unreadable: readonly string[];
  close(): Promise<void>;
}

/** `answer`: what the providers say, by path and body. */
export async function startGateway(answer: typeof answerTo = answerTo): Promise<Gateway> {
  const unreadable: string[] = [];
  const provider = createServer(async (request, response) => {
    let body = "";
    for await (const piece of request.setEncoding("utf8")) body += piece as string;
    const { status = 200, type, bytes, piece } = answer(request.url ?? "", readObject(body, unreadable));
    response.writeHead(status, { "content-type": type });
    const all = Buffer.from(bytes as Buffer);
    for (let at = 0; piece !== undefined && at < all.length; at += piece) {
      response.write(all.subarray(at, at + piece));
      await nextTurn();
    }
    response.end(piece === undefined ? all : undefined);
  });
  await new Promise<void>((resolve) => provider.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
  const faults: string[] = [];
  const runtime = await startRuntime({
    table: tableText(spec()),
    port: 0,
    operatorPort: 0,
    keys: [keyRecord],
    env: {},
    standIns: Object.fromEntries(places.map((place) => [place, origin])),
    log: (line) => {
      if (line.includes('"level":"error"')) faults.push(line);
    },
  });
  const agent = new Agent({ keepAlive: true });
  return {
    url: runtime.url,
    post: (path, body, headers = {}) => ask({ method: "POST", url: runtime.url, path, headers, agent }, body),
    ask: (method, path, body) => ask({ method, url: runtime.url, path, headers: {}, agent }, body),
    faults,
    unreadable,
    close: async () => {
      agent.destroy();
      await runtime.close();
      provider.closeAllConnections();
      provider.close();
    },
  };
}

function readObject(body: string, unreadable: string[]): Record<string, unknown> {
  try {
    const read: unknown = JSON.parse(body);
    if (typeof read === "object" && read !== null && !Array.isArray(read)) return read as Record<string, unknown>;
  } catch {}
  unreadable.push(body.slice(0, 500));
  return {};
}

/** Far above what any request needs. */
const HANGS = 30_000;

interface Asked {
  method: string;
  url: string;
  path: string;
  headers: Record<string, string>;
  agent: Agent;
}

function ask({ url, ...asked }: Asked, body: string | Buffer): Promise<Reply> {
  const headers = { authorization: `Bearer ${KEY}`, "content-type": "application/json", ...asked.headers };
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { ...asked, headers, timeout: HANGS }, async (response) => {
      let text = "";
      for await (const piece of response.setEncoding("utf8")) text += piece as string;
      const { statusCode: status = 0, headers: got } = response;
      resolve({ status, type: got["content-type"] ?? "", text, headers: got });
    });
    request.on("timeout", () => request.destroy(new Error("no answer came")));
    request.on("error", reject);
    request.end(body);
  });
}
