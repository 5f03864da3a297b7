/** How the guard gets to know addresses, and which it may use. */
import { Resolver } from "node:dns/promises";
import type { Network } from "../network.ts";
import { isPublicAddress } from "./public-address.ts";

export interface Reach extends Network {
  /** Scheme and port. */
  mayUse(url: URL): boolean;
  /** Every address that a name has now; none where it has none or nobody answers. Asked once for each URL. */
  addresses(name: string): Promise<readonly string[]>;
  isPublic(address: string): boolean;
}

/** What is anyone's to see, over https: and port 443. `nameServers` by address and port, in place of the system's. */
export function publicReach(network: Network, nameServers?: readonly string[]): Reach {
  return {
    ...network,
    mayUse: ({ protocol, port }) => protocol === "https:" && port === "",
    addresses: (name) => addressesOf(name, nameServers),
    isPublic: isPublicAddress,
  };
}

/**
 * From name servers alone: names that this machine or its network gives out, such as `localhost`, are not the internet's. The
 * system's own lookup would also let slow name servers hold its few threads, which providers are looked up by, too.
 */
async function addressesOf(name: string, nameServers?: readonly string[]): Promise<readonly string[]> {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  if (nameServers) resolver.setServers(nameServers);
  const found = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
  return found.flatMap((family) => (family.status === "fulfilled" ? family.value : []));
}
