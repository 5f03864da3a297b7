/** All outbound connections: one pool per origin, one request at a time per connection. */
import { Pool } from "undici";
import { Exchange, type ExchangeReader } from "./exchange.ts";

export interface UpstreamRequest {
  origin: string;
  path: string;
  headers: string[];
  body: Buffer | string;
}

export class Upstreams {
  readonly #pools = new Map<string, Pool>();

  /** Sends at once; what comes back goes to `reader`, never before this call has returned. */
  send({ origin, path, headers, body }: UpstreamRequest, reader: ExchangeReader): Exchange {
    const exchange = new Exchange(reader);
    this.#pool(origin).dispatch({ method: "POST", path, headers, body }, exchange);
    return exchange;
  }

  /** Breaks off what is still running. */
  async close(): Promise<void> {
    const pools = [...this.#pools.values()];
    this.#pools.clear();
    await Promise.all(pools.map((pool) => pool.destroy()));
  }

  #pool(origin: string): Pool {
    let pool = this.#pools.get(origin);
    if (pool === undefined) {
      pool = new Pool(origin, {
        pipelining: 1,
        allowH2: false,
        // Attempts have their own limits; two clocks would disagree.
        headersTimeout: 0,
        bodyTimeout: 0,
        connectTimeout: 10_000,
        keepAliveTimeout: 30_000,
      });
      this.#pools.set(origin, pool);
    }
    return pool;
  }
}
