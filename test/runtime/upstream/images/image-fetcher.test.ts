import { createSocket } from "node:dgram";
import type { RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { setImmediate } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { ImageFetcher } from "../../../../runtime/upstream/images/image-fetcher.ts";
import { publicReach } from "../../../../runtime/upstream/images/reach.ts";
import { CA, imageServer, PNG, proxy, reach, secureImageServer, servePng } from "./loopback-images.ts";

const loopback = { addresses: async () => ["127.0.0.1"], alsoPublic: ["127.0.0.1", "127.0.0.2"] };
const png = { mediaType: "image/png", data: PNG };

/** What becomes of an image that is answered so. */
async function fetched(answer: RequestListener, limits = { bytes: 100_000, ms: 10_000, atOnce: 4 }): Promise<unknown> {
  const { port } = await imageServer("127.0.0.1", answer);
  return new ImageFetcher(reach(loopback), limits).fetch(`http://images.example:${port}/a`, "messages[0]");
}

test("an image comes over TLS with a certificate for its name, and from no other", async () => {
  const { port } = await secureImageServer();
  const fetcher = new ImageFetcher(reach(loopback));
  expect(await fetcher.fetch(`https://images.example:${port}/a.png`, "m")).toEqual(png);
  expect(await fetcher.fetch(`https://127.0.0.1:${port}/a.png`, "m")).toEqual(png);
  expect(await fetcher.fetch(`https://other.example:${port}/a.png`, "m")).toMatchObject({
    class: "unsupported",
    detail: expect.stringContaining("could not be reached"),
  });
});

test.each([
  ["image/png", PNG],
  ["image/jpeg", Buffer.from("ffd8ffe000104a46494600010100", "hex")],
  ["image/gif", Buffer.from("GIF89a______")],
  ["image/webp", Buffer.from("RIFF\n\r\x00\x01WEBPVP8 ", "latin1")],
  ["application/pdf", Buffer.from("%PDF-1.7\n%____")],
])("a file is %s by its first bytes, whatever its server calls it", async (mediaType, data) => {
  const answer: RequestListener = (_request, response) =>
    void response.writeHead(200, { "content-type": "text/html" }).end(data);
  expect(await fetched(answer)).toEqual({ mediaType, data });
});

test.each<[string, RegExp, RequestListener]>([
  [
    "is text",
    /not PNG, JPEG, GIF, WebP or PDF/,
    (_, response) => void response.end("<html>secret of the intranet</html>"),
  ],
  ["is empty", /not PNG/, (_, response) => void response.end()],
  ["is shorter than a head", /not PNG/, (_, response) => void response.end(PNG.subarray(0, 8))],
  ["is not there", /answered 404/, (_, response) => void response.writeHead(404).end(PNG)],
  [
    "is larger than it may be, as its server says",
    /larger than 100,000 bytes/,
    (_, response) => void response.writeHead(200, { "content-length": 100_001 }).write(PNG),
  ],
  [
    "is compressed though nobody asked",
    /compressed/,
    (_, response) => void response.writeHead(200, { "content-encoding": "gzip" }).end(PNG),
  ],
  [
    "redirects to itself for ever",
    /redirects more than 3 times/,
    (_, response) => void response.writeHead(302, { location: "/a" }).end("x".repeat(200_000)),
  ],
  ["breaks off", /could not be reached/, (_, response) => void response.write(PNG, () => response.destroy())],
])("an image that %s is refused with the reason and the way out", async (_what, reason, answer) => {
  expect(await fetched(answer)).toEqual({
    class: "unsupported",
    detail: expect.stringMatching(reason),
    param: "messages[0]",
  });
});

test("what is too large is cut while it comes, whatever length was said, and what is no image at its first bytes", async () => {
  for (const head of [PNG, Buffer.from("no image at all")]) {
    let left = false;
    const answer: RequestListener = (_request, response) => {
      response.once("close", () => {
        left = true;
      });
      const more = (): void => void (left || response.write(Buffer.alloc(10_000), () => setTimeout(more, 1)));
      response.write(head, more);
    };
    const failure = await fetched(answer);
    expect(failure).toMatchObject({ detail: expect.stringMatching(head === PNG ? /larger than/ : /not PNG/) });
    while (!left) await setImmediate();
  }
});

test("an image that trickles in for longer than it may is let go, and so is one that waits for its turn", async () => {
  const trickle: RequestListener = (_request, response) => {
    response.write(PNG);
    const timer = setInterval(() => response.write("x"), 5);
    response.once("close", () => clearInterval(timer));
  };
  const { port } = await imageServer("127.0.0.1", trickle);
  const fetcher = new ImageFetcher(reach(loopback), { bytes: 100_000, ms: 100, atOnce: 1 });
  const both = ["first", "second"].map((param) => fetcher.fetch(`http://images.example:${port}/a`, param));
  for (const failure of await Promise.all(both))
    expect(failure).toMatchObject({ class: "unsupported", detail: expect.stringContaining("within 0.1 seconds") });
});

test("no more are fetched at a time than may be, and all get their turn", async () => {
  let now = 0;
  let most = 0;
  const answer: RequestListener = (_request, response) => {
    most = Math.max(most, ++now);
    setTimeout(() => {
      now--;
      response.end(PNG);
    }, 20);
  };
  const { port } = await imageServer("127.0.0.1", answer);
  const fetcher = new ImageFetcher(reach(loopback), { bytes: 100_000, ms: 10_000, atOnce: 3 });
  const all = Array.from({ length: 10 }, () => fetcher.fetch(`http://images.example:${port}/a`, "m"));
  expect(await Promise.all(all)).toEqual(all.map(() => png));
  expect(most).toBe(3);
});

test("a client that goes away ends the fetch", async () => {
  const going = new AbortController();
  let left: Promise<unknown> = Promise.resolve();
  const answer: RequestListener = (_request, response) => {
    left = new Promise((resolve) => response.once("close", resolve));
    going.abort();
  };
  const { port } = await imageServer("127.0.0.1", answer);
  const failure = await new ImageFetcher(reach(loopback)).fetch(`http://images.example:${port}/a`, "m", going.signal);
  expect(failure).toMatchObject({ class: "unsupported" });
  await left;
});

test("the connection goes to the address that was checked, whatever the name is moved to", async () => {
  const good = await imageServer("127.0.0.2");
  const wrong = await imageServer("127.0.0.1", servePng, good.port);
  const server = await nameServer((asked) => (asked === 1 ? "127.0.0.2" : "127.0.0.1"));
  const { addresses } = publicReach({ proxyFor: () => undefined }, [server.address]);
  const fetcher = new ImageFetcher(reach({ addresses, alsoPublic: ["127.0.0.2"] }));
  const url = `http://moves.example:${good.port}/a`;
  expect(await fetcher.fetch(url, "m")).toEqual(png);
  expect(await fetcher.fetch(url, "m")).toMatchObject({ class: "unsupported" });
  expect([good.connections, wrong.connections]).toEqual([1, 0]);
  expect(server.asked).toBe(2);
});

test.each([
  "http://127.0.0.1:P/",
  "http://[::1]:P/",
  "//127.0.0.1:P/",
  "http://2130706433:P/",
  "http://private.example:P/",
  "http://user@images.example:P/",
  "file:///etc/passwd",
  "http://localhost:P/",
])("a redirect to %s is not followed", async (location) => {
  const inner = await imageServer("::");
  const answer: RequestListener = (_request, response) =>
    void response.writeHead(302, { location: location.replace("P", String(inner.port)) }).end();
  const { port } = await imageServer("127.0.0.2", answer);
  const names: Record<string, string> = { "images.example": "127.0.0.2", "private.example": "127.0.0.1" };
  const fetcher = new ImageFetcher(reach({ addresses: async (name) => [names[name]!], alsoPublic: ["127.0.0.2"] }));
  expect(await fetcher.fetch(`http://images.example:${port}/a`, "m")).toEqual({
    class: "unsupported",
    detail: "The image at m redirects to where no image is fetched from. Send its bytes as a data: URL instead.",
    param: "m",
  });
  expect(inner.connections).toBe(0);
});

test.each(["/b.png", "b.png", "//moved.example:P/b.png", "https://moved.example:P/b.png"])(
  "a redirect to %s is followed, to an address that was checked anew",
  async (location) => {
    const asked: string[] = [];
    const answer: RequestListener = (request, response) => {
      if (request.url === "/b.png") response.end(PNG);
      else response.writeHead(307, { location: location.replace("P", String(server.port)) }).end();
    };
    const server = await secureImageServer(answer);
    const addresses = async (name: string) => [asked.push(name) > 0 ? "127.0.0.1" : ""];
    const fetcher = new ImageFetcher(reach({ ...loopback, addresses }));
    expect(await fetcher.fetch(`https://images.example:${server.port}/a`, "m")).toEqual(png);
    expect(asked).toEqual(["images.example", location.includes("moved") ? "moved.example" : "images.example"]);
  },
);

test("behind a proxy the name is looked up and checked here, and the proxy is told the address", async () => {
  const server = await secureImageServer();
  const through = await proxy(() => server.port);
  const names: Record<string, string[]> = { "images.example": ["93.184.216.34"], "private.example": ["10.0.0.1"] };
  const addresses = async (name: string) => names[name] ?? [];
  const fetcher = new ImageFetcher(reach({ addresses, proxyFor: () => through.url }));
  expect(await fetcher.fetch("https://images.example/a.png", "m")).toEqual(png);
  for (const host of ["private.example", "127.0.0.1", "[::1]", "169.254.169.254", "nowhere.example"])
    expect(await fetcher.fetch(`https://${host}/a.png`, "m")).toMatchObject({ class: "unsupported" });
  expect(through.targets).toEqual(["93.184.216.34:443"]);
});

test("behind a proxy the certificate is still held against the name", async () => {
  const server = await secureImageServer();
  const through = await proxy(() => server.port);
  const fetcher = new ImageFetcher(reach({ addresses: async () => ["93.184.216.34"], proxyFor: () => through.url }));
  expect(await fetcher.fetch("https://other.example/a.png", "m")).toMatchObject({ class: "unsupported" });
  expect(through.targets).toEqual(["93.184.216.34:443"]);
});

test("behind a proxy a redirect to a private address is not followed", async () => {
  const server = await secureImageServer(
    (_, response) => void response.writeHead(302, { location: "https://10.0.0.1/" }).end(),
  );
  const through = await proxy(() => server.port);
  const fetcher = new ImageFetcher(
    reach({ addresses: async () => ["93.184.216.34"], proxyFor: () => through.url, ca: CA }),
  );
  expect(await fetcher.fetch("https://images.example/a.png", "m")).toMatchObject({ class: "unsupported" });
  expect(through.targets).toEqual(["93.184.216.34:443"]);
});

/** Answers each question for an IPv4 address by how many of them there were; of IPv6 there is nothing. */
async function nameServer(address: (asked: number) => string): Promise<{ address: string; asked: number }> {
  const socket = createSocket("udp4");
  const server = { address: "", asked: 0 };
  socket.on("message", (query, { port, address: from }) => {
    const end = query.indexOf(0, 12) + 5;
    const isIPv4 = query.readUInt16BE(end - 4) === 1;
    const head = Buffer.from(query.subarray(0, end));
    head.writeUInt16BE(0x8180, 2);
    head.writeUInt16BE(isIPv4 ? 1 : 0, 6);
    head.writeUInt16BE(0, 10);
    const bytes = isIPv4
      ? address(++server.asked)
          .split(".")
          .map(Number)
      : [];
    const record = isIPv4 ? Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, ...bytes]) : Buffer.alloc(0);
    socket.send(Buffer.concat([head, record]), port, from);
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  onTestFinished(() => void socket.close());
  server.address = `127.0.0.1:${(socket.address() as AddressInfo).port}`;
  return server;
}
