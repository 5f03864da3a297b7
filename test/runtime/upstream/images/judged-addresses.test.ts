/** Addresses as Python's ipaddress module judges them (`ipaddress/write-addresses.py`), and those of this machine in every spelling. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { ImageFetcher } from "../../../../runtime/upstream/images/image-fetcher.ts";
import { isPublicAddress } from "../../../../runtime/upstream/images/public-address.ts";
import { imageServer, reach } from "./loopback-images.ts";

const judged = JSON.parse(readFileSync(new URL("ipaddress/addresses.json", import.meta.url), "utf8")) as {
  global: string[];
  not: string[];
};

/** What Python calls global, and is nobody's to fetch an image from: tunnels, relays, protocols of their own, a cloud's wire server. */
const stricter =
  /^(192\.0\.0\.|192\.88\.99\.|192\.31\.196\.|192\.52\.193\.|192\.175\.48\.|168\.63\.129\.16$|2001:[01]?[\da-f]{0,2}:|2001::|2002:|3ffe:|3fff:)/;

test("no address is public that Python's list of registries calls anything but global", () => {
  expect(judged.not.length).toBeGreaterThan(150);
  expect(judged.not.filter(isPublicAddress)).toEqual([]);
});

test("what that list calls global is public, but for what only protocols use", () => {
  const usual = judged.global.filter(
    (address) => !stricter.test(address) && /^([\d.]+|[23][\da-f]{3}:.*)$/.test(address),
  );
  expect(usual.length).toBeGreaterThan(200);
  expect(usual.filter((address) => !isPublicAddress(address))).toEqual([]);
});

type Write = (n: number) => string;
const byteWrites: readonly Write[] = [
  String,
  (n) => `0x${n.toString(16)}`,
  (n) => `0X${n.toString(16).toUpperCase().padStart(8, "0")}`,
  (n) => `0${n.toString(8)}`,
  (n) => `000${n.toString(8)}`,
  (n) => [...String(n)].map((digit) => String.fromCodePoint(0xff10 + Number(digit))).join(""),
  (n) => [...String(n)].map((digit) => `%3${digit}`).join(""),
];
const v6: readonly Write[] = [
  (n) => `::ffff:${(n >>> 16).toString(16)}:${(n & 0xffff).toString(16)}`,
  (n) => `0:0:0:0:0:FFFF:${dotted(n)}`,
  (n) => `64:ff9b::${dotted(n)}`,
  (n) => `64:ff9b:1::${dotted(n)}`,
  (n) => `::${dotted(n)}`,
  (n) => `2002:${(n >>> 16).toString(16)}:${(n & 0xffff).toString(16)}::1`,
  (n) => `::ffff:${dotted(n)}%25lo`,
  (n) => `2001:0:${(n >>> 16).toString(16)}:${(n & 0xffff).toString(16)}:0:0:80ff:fffe`,
  () => "::1",
  () => "::",
];

function dotted(n: number): string {
  return [24, 16, 8, 0].map((shift) => (n >>> shift) & 255).join(".");
}

/** Of some numbers the last one says all the rest, as the oldest readers of addresses take it. */
function short(n: number, parts: number): number[] {
  const firsts = Array.from({ length: parts - 1 }, (_, i) => (n >>> (24 - 8 * i)) & 255);
  return [...firsts, n & (2 ** (8 * (5 - parts)) - 1) || (parts === 1 ? n : 0)];
}

const own = fc.oneof(
  fc.nat(0xffffff).map((low) => (127 * 2 ** 24 + low) >>> 0),
  fc.constantFrom(0, 1, 0x7f000001, 0xa9fea9fe, 0x0a000001, 0x64400001, 0xc0a80101),
);
const four = fc
  .record({
    n: own,
    parts: fc.integer({ min: 1, max: 4 }),
    writes: fc.array(fc.constantFrom(...byteWrites), { minLength: 4, maxLength: 4 }),
  })
  .map(({ n, parts, writes }) =>
    short(n, parts)
      .map((part, i) => writes[i]!(part >>> 0))
      .join("."),
  );
const six = fc.tuple(own, fc.constantFrom(...v6)).map(([n, write]) => `[${write(n)}]`);
const host = fc
  .tuple(fc.oneof(four, six), fc.constantFrom("", "u@", "u:p@", "%20", "one.example@"), fc.constantFrom("", ".", "。"))
  .map(([written, before, behind]) => `${before}${written}${written.startsWith("[") ? "" : behind}`);

test("however an address of this machine or of a private network is spelled, nothing connects to it", async () => {
  const server = await imageServer("::");
  const fetcher = new ImageFetcher(reach(), { bytes: 1_000, ms: 5_000, atOnce: 4 });
  await fc.assert(
    fc.asyncProperty(host, fc.constantFrom("http", "https", "HtTp"), async (written, scheme) => {
      const failure = await fetcher.fetch(`${scheme}://${written}:${server.port}/a.png`, "here");
      expect(failure).toMatchObject({ param: "here", class: expect.stringMatching(/^(bad-request|unsupported)$/) });
    }),
    { seed: 20_261_127, numRuns: 1_500 },
  );
  expect(server.connections).toBe(0);
});
