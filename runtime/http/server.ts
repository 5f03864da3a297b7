/** One HTTP listener: limits, request ids, and from method and path to an endpoint. */
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Refusal } from "../refusal.ts";
import { RuntimeError } from "../runtime-error.ts";
import { headersTooLarge, noSuchPath, notHttp, ownFault, requestTooSlow, wrongMethod } from "./refusals.ts";
import { sendJson } from "./send-json.ts";

/** One request and its answer. */
export interface Call {
  request: IncomingMessage;
  response: ServerResponse;
  /** The client's `x-request-id` if it is sane, else a new one. */
  id: string;
  /** Without the query. */
  path: string;
  /** Monotonic, milliseconds. */
  began: number;
}

export type Serve = (call: Call) => void | Promise<void>;

/** Path → method → what serves it. A path that ends with `/` also takes what lies below it. */
export type Paths = Readonly<Record<string, Readonly<Record<string, Serve>>>>;

export interface ListenOptions {
  host: string;
  port: number;
  paths: Paths;
  /** The body of what is refused before it has come to a path. */
  refusal(refusal: Refusal): string;
  /** What serves a path threw: a fault of ours. */
  crashed(call: Call, error: unknown): void;
  /** The option that names the port, for the message when it is taken. */
  portOption: string;
}

export interface Listener {
  url: string;
  /** Takes no new connections; idle ones are closed. */
  stopAccepting(): void;
  /** Breaks off what is still open. */
  close(): Promise<void>;
}

export async function listen(options: ListenOptions): Promise<Listener> {
  const server = createServer({
    maxHeaderSize: 32 * 1024,
    headersTimeout: 15_000,
    requestTimeout: 120_000,
    keepAliveTimeout: 75_000,
  });
  server.on("request", (request, response) => void answer(options, request, response));
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Socket) => refuseBadHttp(options, error, socket));
  await bind(server, options);
  const { port } = server.address() as AddressInfo;
  const closed = new Promise<void>((resolve) => server.once("close", resolve));
  return {
    url: `http://${options.host.includes(":") ? `[${options.host}]` : options.host}:${port}`,
    stopAccepting: () => void server.close(),
    close: () => {
      if (server.listening) server.close();
      server.closeAllConnections();
      return closed;
    },
  };
}

async function answer(options: ListenOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? "/").split("?", 1)[0]!;
  const call: Call = { request, response, id: requestId(request), path, began: performance.now() };
  // A client that goes away is seen by who serves it; without a listener it would end the process.
  response.on("error", () => {});
  try {
    const methods = find(options.paths, path);
    const serve = methods?.[request.method === "HEAD" ? "GET" : (request.method ?? "")];
    if (serve) await serve(call);
    else if (methods) refuse(options, call, wrongMethod(request.method ?? "", path, Object.keys(methods)));
    else refuse(options, call, noSuchPath(path));
  } catch (error) {
    options.crashed(call, error);
    if (response.headersSent) response.destroy();
    else refuse(options, call, ownFault);
  }
}

function refuse({ refusal: write }: ListenOptions, call: Call, refusal: Refusal): void {
  sendJson(call, refusal.status, write(refusal), refusal.headers);
}

function find(paths: Paths, path: string): Readonly<Record<string, Serve>> | undefined {
  if (Object.hasOwn(paths, path)) return paths[path];
  return Object.entries(paths).find(([known]) => known.endsWith("/") && path.startsWith(known))?.[1];
}

function requestId(request: IncomingMessage): string {
  const given = request.headers["x-request-id"];
  return typeof given === "string" && /^[\w.:-]{1,128}$/.test(given) ? given : randomUUID();
}

function bind(server: Server, { host, port, portOption }: ListenOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(listenError(error, host, port, portOption)));
    server.listen(port, host, resolve);
  });
}

function listenError(error: NodeJS.ErrnoException, host: string, port: number, option: string): RuntimeError {
  if (error.code === "EADDRINUSE") {
    const message = `Port ${port} on ${host} is in use. Stop what listens there, or choose another with ${option}.`;
    return new RuntimeError("port-in-use", message);
  }
  return new RuntimeError("listen", `Cannot listen on ${host}, port ${port} (${error.code ?? error.message}).`);
}

/** What is not HTTP, or is over a limit before it is a request. */
function refuseBadHttp({ refusal: write }: ListenOptions, error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === "ECONNRESET") {
    socket.destroy();
    return;
  }
  const refusal = badHttp(error.code);
  const body = write(refusal);
  const head = [
    `HTTP/1.1 ${refusal.status} Refused`,
    "content-type: application/json",
    `content-length: ${Buffer.byteLength(body)}`,
    "connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}

function badHttp(code: string | undefined): Refusal {
  if (code === "HPE_HEADER_OVERFLOW") return headersTooLarge;
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return requestTooSlow;
  return notHttp;
}
