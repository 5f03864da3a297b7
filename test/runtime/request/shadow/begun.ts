/** Providers for shadows: what they were asked, how many at once, and what becomes of their connections. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { afterTest } from "../../after-test.ts";

export interface Watched {
  url: string;
  /** Bodies, as they came. */
  bodies: string[];
  /** Requests that are being answered. */
  open: number;
  most: number;
  /** Connections that are open. */
  readonly sockets: number;
  server: Server;
}

export async function watched(
  answer: (request: IncomingMessage, response: ServerResponse, body: string) => void,
): Promise<Watched> {
  const sockets = new Set<Socket>();
  const server = createServer(async (request, response) => {
    provider.open += 1;
    provider.most = Math.max(provider.most, provider.open);
    response.on("close", () => {
      provider.open -= 1;
    });
    let body = "";
    for await (const piece of request.setEncoding("utf8")) body += piece as string;
    provider.bodies.push(body);
    answer(request, response, body);
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  afterTest(() => {
    server.closeAllConnections();
    server.close();
  });
  const provider: Watched = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bodies: [],
    open: 0,
    most: 0,
    get sockets() {
      return sockets.size;
    },
    server,
  };
  return provider;
}

const usage = { prompt_tokens: 10, completion_tokens: 4, total_tokens: 14 };

export function whole(content: string, more: object = {}): string {
  const choices = [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop", ...more }];
  return JSON.stringify({ id: "c", object: "chat.completion", created: 1, model: "m", choices, usage });
}

export function answerWhole(response: ServerResponse, content: string, more: object = {}): void {
  response.writeHead(200, { "content-type": "application/json" }).end(whole(content, more));
}

export function chunk(delta: object, finish: string | null = null): string {
  const choices = [{ index: 0, delta, finish_reason: finish }];
  return `data: ${JSON.stringify({ id: "c", object: "chat.completion.chunk", created: 1, model: "m", choices })}\n\n`;
}

export const last: string = `data: ${JSON.stringify({ id: "c", object: "chat.completion.chunk", created: 1, model: "m", choices: [], usage })}\n\ndata: [DONE]\n\n`;

/** Whole or streamed, as it is asked. */
export function answerAsAsked(response: ServerResponse, body: string, content: string): void {
  if ((JSON.parse(body) as { stream?: boolean }).stream !== true) {
    answerWhole(response, content);
    return;
  }
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.end(`${chunk({ role: "assistant", content: "" })}${chunk({ content })}${chunk({}, "stop")}${last}`);
}
