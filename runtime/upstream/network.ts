/** How this machine gets out: through which proxy, and whom it trusts. */
import type { Environment } from "./environment.ts";

export interface Network {
  /** URL of the proxy through which this one is asked; undefined: none. */
  proxyFor(url: URL): string | undefined;
  /** Every certificate authority that is trusted, in PEM; absent: those that Node trusts. */
  readonly ca?: string | undefined;
}

export const plainNetwork: Network = { proxyFor: () => undefined };

export interface NetworkOptions {
  readonly env: Environment;
  /** A file with further certificate authorities. */
  readonly caFile?: string | undefined;
  /** Told what the operator must mend; without secrets. */
  alarm(message: string): void;
}

/** Rejects with `bad-proxy` or `bad-ca`. */
export async function networkOf({ env, caFile, alarm }: NetworkOptions): Promise<Network> {
  const proxyFor = await proxiesOf(env);
  if (caFile === undefined && !env.SSL_CERT_FILE) return { proxyFor };
  const { authorities } = await import("./authorities.ts");
  return { proxyFor, ca: authorities({ option: caFile, variable: env.SSL_CERT_FILE || undefined }, alarm) };
}

async function proxiesOf(env: Environment): Promise<Network["proxyFor"]> {
  const { HTTP_PROXY, HTTPS_PROXY, http_proxy, https_proxy } = env;
  if (!(HTTP_PROXY || HTTPS_PROXY || http_proxy || https_proxy)) return plainNetwork.proxyFor;
  const { readProxies } = await import("./proxies.ts");
  return readProxies(env);
}
