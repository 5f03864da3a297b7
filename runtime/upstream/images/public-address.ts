/**
 * Addresses that anyone on the internet may be reached by. What registries set apart for anything else is not: private and local
 * networks, documentation, tests, and every form in which one address carries another (mapped, translated, tunnelled).
 * Sources: the IANA special-purpose address registries for IPv4 and IPv6.
 */
import { BlockList, isIP } from "node:net";
import { networkInterfaces } from "node:os";

/** False also for what is no address, and for one with a zone. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 0 || address.includes("%") || isOwn(address)) return false;
  if (family === 4) return !special.check(address, "ipv4");
  return unicast.check(address, "ipv6") && !special.check(address, "ipv6") && !isTunnelled(address);
}

/** All of IPv6 that is given out; translated and mapped IPv4, local and multicast addresses lie outside. */
const unicast = new BlockList();
unicast.addSubnet("2000::", 3, "ipv6");

const special = new BlockList();
const ipv4: readonly [network: string, bits: number][] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  // What a cloud answers its own machines from, by a number that looks like any other.
  ["168.63.129.16", 32],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.31.196.0", 24],
  ["192.52.193.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["192.175.48.0", 24],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
];
const ipv6: readonly [network: string, bits: number][] = [
  // Protocols of their own: tunnels among them, benchmarks, identifiers that nothing is reached by.
  ["2001::", 23],
  ["2001:db8::", 32],
  // Carries an address of IPv4.
  ["2002::", 16],
  ["2620:4f:8000::", 48],
  ["3ffe::", 16],
  ["3fff::", 20],
];
for (const [network, bits] of ipv4) special.addSubnet(network, bits, "ipv4");
for (const [network, bits] of ipv6) special.addSubnet(network, bits, "ipv6");

/** The last half says that it carries an address of IPv4 through a site's own network. */
function isTunnelled(address: string): boolean {
  const { hostname } = new URL(`http://[${address}]/`);
  return /(::|:0:|:200:)5efe:[\da-f]{1,4}:[\da-f]{1,4}\]$/.test(hostname);
}

/** This machine may answer itself what it answers nobody else. */
function isOwn(address: string): boolean {
  return Object.values(networkInterfaces()).some((list) => list?.some((own) => own.address === address));
}
