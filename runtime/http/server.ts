/** One HTTP listener: limits, and from method and path to an endpoint. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Refusal } from "../refusal.ts";
import { RuntimeError } from "../runtime-error.ts";
import { refuseBadHttp } from "./bad-http.ts";
import { Call, type Edge, peerOf } from "./call.ts";
import { Connections } from "./connections.ts";
import { noSuchPath, ownFault, wrongMethod } from "./refusals.ts";
import { sendJson } from "./send-json.ts";
import type { Unread } from "./unread.ts";

export type Serve = (call: Call) => void | Promise<void>;

/** Path → method → what serves it. A path that ends with `/` also takes what lies below it. */
export type Paths = Readonly<Record<string, Readonly<Record<string, Serve>>>>;

/** A request that was refused. What was no request yet has neither method nor path. */
export interface Refused {
  readonly id: string;
  /** Address of the other end. */
  readonly peer: string | undefined;
  readonly method?: string | undefined;
  /** Without the query. */
  readonly path?: string;
  /** Monotonic, milliseconds. */
  readonly began: number;
}

export interface ListenOptions {
  host: string;
  port: number;
  paths: Paths;
  /** The body of a refusal, as the clients of that path read errors. */
  refusal(refusal: Refusal, refused: Refused): string;
  /** What every refusal says beside, whoever asked. */
  headers?(): Readonly<Record<string, string>>;
  /** Told of each request that no endpoint has. */
  refused(refused: Refused, refusal: Refusal): void;
  /** What serves a path threw: a fault of ours. */
  crashed(call: Call, error: unknown): void;
  /** The option that names the port, for the message when it is taken. */
  portOption: string;
  /** Milliseconds that a client may take nothing of an answer that is complete; default 60,000. */
  readLimit?: number | undefined;
  /** Where the answers wait together that are complete. */
  unread: Unread;
  /** See `Edge`. */
  peerOf?: Edge["peerOf"];
}

export interface Listener {
  url: string;
  /** Takes no new connections; idle ones are closed, others behind their answer. */
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
  const edge = serveOn(server, options);
  await bind(server, options);
  const { port } = server.address() as AddressInfo;
  const closed = new Promise<void>((resolve) => server.once("close", resolve));
  return {
    url: `http://${options.host.includes(":") ? `[${options.host}]` : options.host}:${port}`,
    stopAccepting: () => {
      edge.closing = true;
      server.close();
    },
    close: () => {
      if (server.listening) server.close();
      server.closeAllConnections();
      return closed;
    },
  };
}

function serveOn(server: Server, options: ListenOptions): { closing: boolean } {
  const { readLimit = 60_000, unread, peerOf: forwarded, refused, refusal: write } = options;
  const connections = new Connections();
  const edge: { closing: boolean } & Edge = {
    closing: false,
    readLimit,
    unread,
    peerOf: forwarded,
    refuse: (call, refusal) => {
      refused(askedBy(call), refusal);
      sendRefusal(options, call, { ...refusal, headers: { ...refusal.headers, ...options.headers?.() } });
    },
  };
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    const call = new Call(request, response, edge);
    connections.add(call);
    void answer(options, call);
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Socket) => {
    const noRequest = (refusal: Refusal, id: string): string => {
      const asked = { id, peer: peerOf(socket), began: performance.now() };
      refused(asked, refusal);
      return write(refusal, asked);
    };
    refuseBadHttp({ error, socket, connections, readLimit, refused: noRequest });
  });
  return edge;
}

async function answer(options: ListenOptions, call: Call): Promise<void> {
  const { request, response, path } = call;
  const { paths, crashed } = options;
  const { method = "" } = request;
  try {
    const methods = find(paths, path);
    const serve = methods?.[method === "HEAD" ? "GET" : method];
    if (serve) await serve(call);
    else if (path === "/" && method === "GET") (await import("./root.ts")).root(call, paths);
    else if (methods) call.refuse(wrongMethod(method, path, Object.keys(methods)));
    else call.refuse(noSuchPath(path, paths));
  } catch (error) {
    crashed(call, error);
    if (response.headersSent) response.destroy();
    else sendRefusal(options, call, { ...ownFault, headers: { ...options.headers?.() } });
  }
}

function sendRefusal({ refusal: write }: ListenOptions, call: Call, refusal: Refusal): void {
  sendJson(call, refusal.status, write(refusal, askedBy(call)), refusal.headers);
}

function askedBy({ id, peer, request: { method }, path, began }: Call): Refused {
  return { id, peer, method, path, began };
}

function find(paths: Paths, path: string): Readonly<Record<string, Serve>> | undefined {
  if (Object.hasOwn(paths, path)) return paths[path];
  return Object.entries(paths).find(([known]) => known.endsWith("/") && path.startsWith(known))?.[1];
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
