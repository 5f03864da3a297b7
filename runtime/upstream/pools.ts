/** All outbound connections: one pool per origin, one request at a time per connection. */
import { Pool } from "undici";
import { PoolExchange } from "./pool-exchange.ts";
import type { Exchange, ExchangeReader, Upstream, UpstreamRequest } from "./upstream.ts";

export class Pools implements Upstream {
  readonly #pools = new Map<string, Pool>();

  send({ origin, method = "POST", path, headers, body }: UpstreamRequest, reader: ExchangeReader): Exchange {
    const exchange = new PoolExchange(reader);
    this.#pool(origin).dispatch({ method, path, headers: headers as string[], body }, exchange);
    return exchange;
  }

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
