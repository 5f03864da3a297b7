/** Servers of images on loopback that count who connects, and how the guard gets to them. Everything is closed after each test. */
import { readFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { type AddressInfo, connect } from "node:net";
import { onTestFinished } from "vitest";
import { isPublicAddress } from "../../../../runtime/upstream/images/public-address.ts";
import type { Reach } from "../../../../runtime/upstream/images/reach.ts";

export const PNG: Buffer = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

const pem = (name: string): string =>
  readFileSync(new URL(`../../../fixtures/tls/${name}.pem`, import.meta.url), "utf8");
export const CA: string = pem("ca");

export interface ImageServer {
  port: number;
  connections: number;
}

export const servePng: RequestListener = (_request, response) => void response.end(PNG);

export async function imageServer(host: string, answer: RequestListener = servePng, port = 0): Promise<ImageServer> {
  return listening(createServer(answer), host, port);
}

export async function secureImageServer(answer: RequestListener = servePng): Promise<ImageServer> {
  return listening(createSecureServer({ key: pem("server-key"), cert: pem("server") }, answer), "127.0.0.1", 0);
}

/** A proxy that joins whom it is told, and writes down where to. */
export async function proxy(port: (target: string) => number): Promise<{ url: string; targets: string[] }> {
  const targets: string[] = [];
  const server = createServer();
  server.on("connect", (request, client) => {
    targets.push(request.url ?? "");
    const upstream = connect(port(request.url ?? ""), "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connected\r\n\r\n");
      upstream.pipe(client).pipe(upstream);
    });
    for (const socket of [upstream, client]) socket.on("error", () => {}).on("close", () => upstream.destroy());
  });
  const started = await listening(server, "127.0.0.1", 0);
  return { url: `http://127.0.0.1:${started.port}`, targets };
}

/** Takes any scheme and port; of addresses what is public to everyone, and `alsoPublic`. */
export function reach(given: Partial<Reach> & { alsoPublic?: readonly string[] } = {}): Reach {
  const { alsoPublic = [], ...rest } = given;
  return {
    mayUse: () => true,
    addresses: async () => [],
    isPublic: (address) => isPublicAddress(address) || alsoPublic.includes(address),
    proxyFor: () => undefined,
    ca: CA,
    ...rest,
  };
}

async function listening(server: Server, host: string, port: number): Promise<ImageServer> {
  const started = { port, connections: 0 };
  server.on("connection", () => {
    started.connections++;
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, host, resolve));
  started.port = (server.address() as AddressInfo).port;
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return started;
}
