/** Nothing of this may reach a server that listens on every address of this machine. */

import { once } from "node:events";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { ImageFetcher } from "../../../../runtime/upstream/images/image-fetcher.ts";
import { publicReach } from "../../../../runtime/upstream/images/reach.ts";
import { imageServer, PNG, reach } from "./loopback-images.ts";

const PARAM = "messages[0].content[1].image_url.url";

/** `P` is the server's port. */
const hosts = [
  "127.0.0.1:P",
  "127.1:P",
  "127.0.1:P",
  "127.255.255.254:P",
  "0.0.0.0:P",
  "0:P",
  "2130706433:P",
  "0x7f000001:P",
  "0x7f.1:P",
  "0x7F.0x0.0x0.0x1:P",
  "017700000001:P",
  "0177.0.0.1:P",
  "0177.0.0.01:P",
  "127.0.0.1.:P",
  "127。0。0。1:P",
  "127%2e0%2e0%2e1:P",
  "①②⑦.⓪.⓪.①:P",
  "１２７.０.０.１:P",
  "[::1]:P",
  "[0:0:0:0:0:0:0:1]:P",
  "[::]:P",
  "[::ffff:127.0.0.1]:P",
  "[::ffff:7f00:1]:P",
  "[0:0:0:0:0:ffff:127.0.0.1]:P",
  "[::127.0.0.1]:P",
  "[64:ff9b::127.0.0.1]:P",
  "[64:ff9b:1::7f00:1]:P",
  "[2002:7f00:1::]:P",
  "[fe80::1%25lo]:P",
  "[::1%25lo]:P",
  "[::1%lo]:P",
  "localhost:P",
  "LOCALHOST:P",
  "localhost.:P",
  "ｌocalhost:P",
  "user@127.0.0.1:P",
  "user:password@one.example:P",
  "one.example@127.0.0.1:P",
  "127.0.0.1:P\\@one.example",
  "one.example\\@127.0.0.1:P",
  "one.example#@127.0.0.1:P",
  "127.0.0.1:P\t",
  "127.0.\n0.1:P",
  " 127.0.0.1:P",
  "169.254.169.254",
  "[fd00:ec2::254]",
  "metadata",
  "",
  ":P",
  "127.0.0.1:99999",
];

test.each(hosts)("no image is fetched from a host written as %j", async (host) => {
  const server = await imageServer("::");
  const fetcher = new ImageFetcher(reach());
  for (const scheme of ["http", "https", "HTTP"]) {
    const url = `${scheme}://${host.replace("P", String(server.port))}/a.png`;
    const failure = await fetcher.fetch(url, PARAM);
    expect(failure).toMatchObject({ class: expect.stringMatching(/^(bad-request|unsupported)$/), param: PARAM });
    expect("detail" in failure && failure.detail).toMatch(
      /^The image at messages\[0\].*\. Send its bytes as a data: URL/,
    );
  }
  expect(server.connections).toBe(0);
});

test("the server of these tests can be reached by all of the ways that matter", async () => {
  const server = await imageServer("::");
  for (const host of ["127.0.0.1", "::1", "0.0.0.0", "::ffff:127.0.0.1"]) {
    const socket = connect(server.port, host);
    await once(socket, "connect");
    socket.destroy();
  }
  const fetcher = new ImageFetcher(reach({ alsoPublic: ["127.0.0.1"] }));
  const url = `http://127.0.0.1:${server.port}/a.png`;
  expect(await fetcher.fetch(url, PARAM)).toEqual({ mediaType: "image/png", data: PNG });
  expect(server.connections).toBe(5);
});

test.each([
  ["http:", (port: number) => `http://one.example:${port}/`],
  ["another port", (port: number) => `https://one.example:${port}/`],
  ["another scheme", () => "ftp://one.example/a.png"],
  ["a file", () => "file:///etc/passwd"],
  ["no scheme", () => "one.example/a.png"],
])("by default an image is fetched over https: and its port alone, not from %s", async (_what, url) => {
  const server = await imageServer("127.0.0.1");
  const open = reach({ addresses: async () => ["127.0.0.1"], alsoPublic: ["127.0.0.1"] });
  const { mayUse } = publicReach({ proxyFor: () => undefined });
  const failure = await new ImageFetcher({ ...open, mayUse }).fetch(url(server.port), PARAM);
  expect(failure).toMatchObject({ class: "bad-request", detail: expect.stringMatching(/https:/), param: PARAM });
  expect(server.connections).toBe(0);
});

test.each([
  ["has a private address", ["10.0.0.7"]],
  ["has one private address among others", ["93.184.216.34", "127.0.0.1", "1.1.1.1"]],
  ["has a mapped address", ["::ffff:127.0.0.1"]],
  ["has this machine's own", ["::1"]],
  ["has none", []],
])("a name that %s is refused, in words that do not say which it is", async (_what, addresses) => {
  const server = await imageServer("::");
  const url = `http://db.internal:${server.port}/a.png`;
  const failure = await new ImageFetcher(reach({ addresses: async () => addresses })).fetch(url, PARAM);
  expect(failure).toEqual({
    class: "unsupported",
    param: PARAM,
    detail: `The image at ${PARAM} is not at a host that anyone on the internet can reach. Send its bytes as a data: URL instead.`,
  });
  expect(server.connections).toBe(0);
});

test.each([
  "134744072",
  "0x08080808",
  "8.8.2056",
  "010.8.8.8",
  "8.8.8.8.",
  "８.8.8.8",
  "one.example.",
  "one%2eexample",
  "one",
])("a host is taken in one spelling only, so %s is refused though it may be anyone's", async (host) => {
  let asked = 0;
  const anyone = reach({ addresses: async () => [String(asked++)], isPublic: () => ++asked > 0 });
  const failure = await new ImageFetcher(anyone).fetch(`https://${host}/a.png`, PARAM);
  expect(failure).toMatchObject({
    class: "bad-request",
    detail: expect.stringContaining("not spelled in the usual way"),
  });
  expect(asked).toBe(0);
});
