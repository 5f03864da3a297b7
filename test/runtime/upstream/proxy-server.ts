/** A proxy as companies have one: tunnels for https:, requests with whole URLs for http:. */
import { createServer, request as httpRequest, type IncomingMessage } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { onTestFinished } from "vitest";

export interface ProxyServer {
  readonly port: number;
  /** What it was asked for: `CONNECT host:port`, or `POST url`. */
  readonly asked: string[];
  /** Headers by which it was told who asks. */
  readonly users: (string | undefined)[];
}

/** `refuse` is the status that every request gets. */
export async function proxyServer(refuse?: number): Promise<ProxyServer> {
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
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, asked, users };
}
