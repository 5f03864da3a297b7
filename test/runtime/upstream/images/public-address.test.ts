import { expect, test } from "vitest";
import { isPublicAddress } from "../../../../runtime/upstream/images/public-address.ts";

/** Networks of the IANA special-purpose registries (2026), and beside each an address that lies just outside of it. */
const networks: [first: string, last: string, outside: string[]][] = [
  ["0.0.0.0", "0.255.255.255", ["1.0.0.0"]],
  ["10.0.0.0", "10.255.255.255", ["9.255.255.255", "11.0.0.0"]],
  ["100.64.0.0", "100.127.255.255", ["100.63.255.255", "100.128.0.0"]],
  ["127.0.0.0", "127.255.255.255", ["126.255.255.255", "128.0.0.0"]],
  ["169.254.0.0", "169.254.255.255", ["169.253.255.255", "169.255.0.0"]],
  ["172.16.0.0", "172.31.255.255", ["172.15.255.255", "172.32.0.0"]],
  ["192.0.0.0", "192.0.0.255", ["191.255.255.255", "192.0.1.0"]],
  ["192.0.2.0", "192.0.2.255", ["192.0.1.255", "192.0.3.0"]],
  ["192.88.99.0", "192.88.99.255", ["192.88.98.255", "192.88.100.0"]],
  ["192.168.0.0", "192.168.255.255", ["192.167.255.255", "192.169.0.0"]],
  ["198.18.0.0", "198.19.255.255", ["198.17.255.255", "198.20.0.0"]],
  ["198.51.100.0", "198.51.100.255", ["198.51.99.255", "198.51.101.0"]],
  ["203.0.113.0", "203.0.113.255", ["203.0.112.255", "203.0.114.0"]],
  ["224.0.0.0", "255.255.255.255", ["223.255.255.255"]],
  ["::", "1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", []],
  ["2001::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", ["2001:200::"]],
  ["2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", ["2001:db7:ffff::", "2001:db9::"]],
  ["2002::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff", ["2003::"]],
  ["3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff", ["3ffd::", "3fff:1000::"]],
  ["4000::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", []],
];

test.each(networks)("no address from %s to %s is public, and those beside them are", (first, last, outside) => {
  expect([first, last].map(isPublicAddress)).toEqual([false, false]);
  expect(outside.filter((address) => !isPublicAddress(address))).toEqual([]);
});

test.each([
  ["loopback", "::1"],
  ["mapped IPv4, private", "::ffff:10.0.0.1"],
  ["mapped IPv4, written in hex", "::ffff:7f00:1"],
  ["mapped IPv4, whatever it carries", "::ffff:8.8.8.8"],
  ["compatible IPv4", "::127.0.0.1"],
  ["translated IPv4", "64:ff9b::10.0.0.1"],
  ["translated IPv4 of a site", "64:ff9b:1::a9fe:a9fe"],
  ["IPv4 in a tunnel over IPv6's first network", "2002:7f00:1::"],
  ["IPv4 behind a tunnel's server", "2001:0:4136:e378:8000:63bf:3fff:fdd2"],
  ["IPv4 in a site's tunnel", "2001:470:1:2:0:5efe:10.0.0.1"],
  ["a cloud's metadata", "169.254.169.254"],
  ["a cloud's metadata over IPv6", "fd00:ec2::254"],
  ["a cloud's wire server", "168.63.129.16"],
  ["local to a link, with a zone", "fe80::1%eth0"],
  ["public, with a zone", "2606:4700::1111%1"],
  ["local to a site, as it once was", "fec0::1"],
  ["multicast", "ff02::1"],
  ["no address", "one.example"],
])("not public is what is %s: %s", (_what, address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each(["1.1.1.1", "8.8.8.8", "93.184.216.34", "2606:4700:4700::1111", "2001:4860:4860::8888", "2a00:1450:4001::1"])(
  "%s is public",
  (address) => expect(isPublicAddress(address)).toBe(true),
);
