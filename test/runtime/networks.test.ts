import { BlockList, isIPv6 } from "node:net";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Networks, networkOf } from "../../runtime/networks.ts";

test.each([
  ["10.0.0.0/8", "10.255.0.1", true],
  ["10.0.0.0/8", "11.0.0.1", false],
  ["192.0.2.7", "192.0.2.7", true],
  ["192.0.2.7", "192.0.2.8", false],
  ["0.0.0.0/0", "203.0.113.9", true],
  ["0.0.0.0/0", "2001:db8::1", false],
  ["10.0.0.0/8", "::ffff:10.1.2.3", true],
  ["::ffff:10.0.0.0/104", "10.1.2.3", true],
  ["2001:db8::/32", "2001:db8:ffff::1", true],
  ["2001:db8::/32", "2001:db9::1", false],
  ["::/0", "10.0.0.1", false],
  ["fe80::/10", "fe80::1%eth0", true],
  ["2001:DB8::7", "2001:db8:0:0:0:0:0:7", true],
])("whether the network %s has %s", (network, address, has) => {
  expect(new Networks([network]).has(address)).toBe(has);
});

test.each([undefined, "", "unknown", "_hidden", "10.0.0", "10.0.0.1:80", "[::1]"])("%s is in no network", (text) => {
  expect(new Networks(["0.0.0.0/0", "::/0"]).has(text)).toBe(false);
});

test.each([
  ["10.0.0.1/8", "10.0.0.0/8"],
  ["2001:db8::1/32", "2001:db8::/32"],
  ["10.0.0.0/33", "a number from 0 to 32"],
  ["::/129", "a number from 0 to 128"],
  ["::ffff:10.0.0.0/8", "a number from 96 to 128"],
  ["10.0.0.0/", "a number from 0 to 32"],
  ["10.0.0.0/8/8", "is no address"],
  ["010.0.0.1", "is no address"],
  ["fe80::1%eth0", "is no address"],
  ["example.com", "is no address"],
  ["", "is no address"],
])("%s is refused, and it is said how it is written", (text, said) => {
  expect(networkOf(text)).toEqual({ fault: expect.stringContaining(said) as string });
});

test("what a network has of its own family is what Node's own list has", () => {
  const network = fc.oneof(
    fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })),
    fc.tuple(fc.ipV6(), fc.integer({ min: 0, max: 128 })),
  );
  const near = fc.oneof(fc.ipV4(), fc.ipV6());
  fc.assert(
    fc.property(network, near, fc.nat(31), ([written, prefix], other, flip) => {
      const kind = isIPv6(written) ? "ipv6" : "ipv4";
      const list = new BlockList();
      list.addSubnet(written, prefix, kind);
      const read = networkOf(`${written}/${prefix}`);
      const text = "fault" in read ? /write (\S+) for/.exec(read.fault)?.[1] : `${written}/${prefix}`;
      // What is written as IPv6 and is IPv4 has prefixes of its own.
      if (text === undefined || (kind === "ipv6" && !("fault" in read) && read.bits === 32)) return;
      const ours = new Networks([text]);
      const neighbour = kind === "ipv4" ? flipped(written, flip) : written;
      for (const address of [other, neighbour].filter((one) => isIPv6(one) === (kind === "ipv6")))
        expect(ours.has(address)).toBe(list.check(address, isIPv6(address) ? "ipv6" : "ipv4"));
    }),
  );
});

function flipped(address: string, bit: number): string {
  const value = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  const other = (value ^ (1 << bit)) >>> 0;
  return [24, 16, 8, 0].map((shift) => (other >>> shift) & 255).join(".");
}
