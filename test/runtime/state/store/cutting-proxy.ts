/** Stands before a server and breaks connections where it is told to. */

import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";

export class CuttingProxy {
  readonly port: number;
  readonly #server: Server;
  readonly #open = new Set<Socket>();
  #cut: "answer" | "question" | undefined;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.port = port;
  }

  static async before(port: number): Promise<CuttingProxy> {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    const proxy = new CuttingProxy(server, address.port);
    server.on("connection", (client) => proxy.#join(client, connect(port, "127.0.0.1")));
    return proxy;
  }

  /** The next that is said: the server does not hear it; or it does, and its answer is lost. */
  cutNext(what: "answer" | "question"): void {
    this.#cut = what;
  }

  async close(): Promise<void> {
    for (const socket of this.#open) socket.destroy();
    this.#server.close();
    await once(this.#server, "close");
  }

  #join(client: Socket, server: Socket): void {
    const both = [client, server];
    const end = (): void => {
      for (const socket of both) socket.destroy();
    };
    for (const socket of both) {
      this.#open.add(socket);
      socket.setNoDelay(true);
      socket.on("error", end);
      socket.on("close", () => {
        this.#open.delete(socket);
        end();
      });
    }
    let isDeaf = false;
    client.on("data", (bytes) => {
      const cut = this.#cut;
      this.#cut = undefined;
      if (cut === "question") return end();
      isDeaf ||= cut === "answer";
      server.write(bytes);
    });
    server.on("data", (bytes) => (isDeaf ? end() : client.write(bytes)));
  }
}
