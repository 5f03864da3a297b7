import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

/** Listens on loopback, on any free port, and answers the URL. Connections are kept between rounds. */
export function listen(answer: RequestListener): Promise<string> {
  const server = createServer({ keepAliveTimeout: 75_000 }, answer);
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
}
