/** All outbound connections: one pool per origin, one request at a time per connection, through a proxy where one is set. */
import { isIP } from "node:net";
import { createSecureContext, type SecureContext } from "node:tls";
import { buildConnector, type Dispatcher, Pool, ProxyAgent } from "undici";
import { lastInTurn } from "../turn.ts";
import { passingContinues } from "./continues.ts";
import { type Network, plainNetwork } from "./network.ts";
import { PoolExchange } from "./pool-exchange.ts";
import type { Exchange, ExchangeReader, Upstream, UpstreamRequest } from "./upstream.ts";

const CONNECT = 10_000;

const options = {
  pipelining: 1,
  allowH2: false,
  // Attempts have their own limits; two clocks would disagree.
  headersTimeout: 0,
  bodyTimeout: 0,
  keepAliveTimeout: 30_000,
} satisfies Pool.Options;

export class Pools implements Upstream {
  readonly #network: Network;
  /** By origin: as it is reached, and past any proxy. */
  readonly #pools = new Map<string, Dispatcher>();
  readonly #directPools = new Map<string, Dispatcher>();
  /** Those that take no more requests, and of them those that are not done yet. */
  readonly #left = new WeakSet<Dispatcher>();
  readonly #leaving = new Set<Dispatcher>();
  /** By the proxy's URL: each has pools of its own. */
  readonly #agents = new Map<string, ProxyAgent>();
  readonly #tls: { readonly allowH2: false; readonly secureContext?: SecureContext };

  constructor(network: Network = plainNetwork) {
    this.#network = network;
    const { ca } = network;
    // Made once: every connection would read all certificates anew.
    this.#tls = { allowH2: false, ...(ca !== undefined && { secureContext: createSecureContext({ ca }) }) };
  }

  send({ origin, method = "POST", path, headers, body, direct }: UpstreamRequest, reader: ExchangeReader): Exchange {
    const exchange = new PoolExchange(reader);
    const chosen = this.#poolOf(origin, direct);
    lastInTurn(() => {
      const pool = this.#left.has(chosen) ? this.#poolOf(origin, direct) : chosen;
      pool.dispatch({ origin, method, path, headers: headers as string[], body }, exchange);
    });
    return exchange;
  }

  /** Lets go of the connections to all other origins, each when its last request has ended. */
  keepOnly(origins: ReadonlySet<string>): void {
    for (const origin of this.#pools.keys()) if (!origins.has(origin)) this.#pools.delete(origin);
    for (const [origin, pool] of this.#directPools) {
      if (origins.has(origin)) continue;
      this.#directPools.delete(origin);
      this.#left.add(pool);
      this.#leaving.add(pool);
      const gone = (): unknown => this.#leaving.delete(pool);
      pool.close().then(gone, gone);
    }
  }

  async close(): Promise<void> {
    const open = [this.#pools, this.#directPools, this.#agents].flatMap((pools) => [...pools.values()]);
    const all = new Set([...open, ...this.#leaving]);
    this.#pools.clear();
    this.#directPools.clear();
    this.#agents.clear();
    await Promise.all([...all].map((pool) => pool.destroy()));
  }

  #poolOf(origin: string, direct: boolean | undefined): Dispatcher {
    return direct ? this.#direct(origin) : (this.#pools.get(origin) ?? this.#open(origin));
  }

  #open(origin: string): Dispatcher {
    const proxy = this.#network.proxyFor(new URL(origin));
    const pool = proxy === undefined ? this.#direct(origin) : this.#agent(proxy);
    this.#pools.set(origin, pool);
    return pool;
  }

  #direct(origin: string): Dispatcher {
    let pool = this.#directPools.get(origin);
    if (pool === undefined) {
      const connect = passingContinues(buildConnector({ ...this.#tls, timeout: CONNECT }));
      pool = new Pool(origin, { ...options, connect });
      this.#directPools.set(origin, pool);
    }
    return pool;
  }

  #agent(proxy: string): ProxyAgent {
    let agent = this.#agents.get(proxy);
    if (agent === undefined) {
      const tls = this.#tls;
      agent = new ProxyAgent({
        ...options,
        uri: proxy,
        connectTimeout: CONNECT,
        requestTls: tls,
        proxyTls: tls,
        clientFactory: (origin, more) => new Pool(origin, adapted(more)),
        // Also to the proxy itself, for providers without TLS.
        factory: (origin, more) => new Pool(origin, { ...options, ...adapted(more) }),
      });
      this.#agents.set(proxy, agent);
    }
    return agent;
  }
}

function adapted(more: Pool.Options): Pool.Options {
  const { connect } = more;
  if (typeof connect !== "function") return more;
  return { ...more, connect: passingContinues((to, done) => connect(withName(to), done)) };
}

/** An address is no server's name: TLS refuses to ask for one. */
function withName({ servername, ...to }: buildConnector.Options): buildConnector.Options {
  return servername === undefined || isIP(servername) !== 0 ? to : { ...to, servername };
}
