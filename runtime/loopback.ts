import { BlockList, isIP, isIPv6 } from "node:net";

/** The name or address is this machine's own, out of reach for others. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || (isIP(host) !== 0 && loopback.check(host, isIPv6(host) ? "ipv6" : "ipv4"));
}

/** In every spelling, and as IPv6 writes an address of IPv4. */
const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");
