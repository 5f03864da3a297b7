/** A proxy as companies have one: tunnels for https:, requests with whole URLs for http:. */
import { readFileSync } from "node:fs";
import { createServer, request as httpRequest, type IncomingMessage, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { createServer as createTlsServer, type Server as TlsServer } from "node:tls";
import { onTestFinished } from "vitest";
import type { Certified } from "./certificates.ts";

export interface ProxyServer {
  readonly port: number;
  /** What it was asked for: `CONNECT host:port`, or `POST url`. */
  readonly asked: string[];
  /** Headers by which it was told who asks. */
  readonly users: (string | undefined)[];
}

/** `refuse` is the status that every request gets; `tls`, that it speaks TLS itself. */
export async function proxyServer(refuse?: number, tls?: Certified): Promise<ProxyServer> {
  const asked: string[] = [];
  const users: (string | undefined)[] = [];
  const note = ({ method, url, headers }: IncomingMessage) => {
    asked.push(`${method} ${url}`);
    users.push(headers["proxy-authorization"]);
  };
  const server = createServer((request, response) => {
    note(request);
    if (refuse !== undefined) {
      response.writeHead(refuse).end();
      return;
    }
    const onward = httpRequest(
      request.url ?? "",
      { method: request.method ?? "GET", headers: request.headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 0, answer.headers);
        answer.pipe(response);
      },
    );
    onward.on("error", () => response.destroy());
    request.pipe(onward);
  });
  const sockets = new Set<Socket>();
  server.on("connect", (request: IncomingMessage, socket: Socket) => {
    note(request);
    sockets.add(socket);
    socket.on("error", () => {});
    if (refuse !== undefined) {
      socket.end(`HTTP/1.1 ${refuse} No\r\n\r\n`);
      return;
    }
    const { hostname, port } = new URL(`http://${request.url}`);
    const far = connect(Number(port), hostname, () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      far.pipe(socket).pipe(far);
    });
    far.on("error", () => socket.destroy());
    sockets.add(far);
  });
  const front = tls ? inTls(server, tls) : server;
  await new Promise<void>((resolve) => front.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    front.close();
    for (const socket of sockets) socket.destroy();
    server.closeAllConnections();
  });
  return { port: (front.address() as AddressInfo).port, asked, users };
}

function inTls(server: Server, { cert, key }: Certified): TlsServer {
  return createTlsServer({ cert: readFileSync(cert), key: readFileSync(key) }, (socket) =>
    server.emit("connection", socket),
  );
}
