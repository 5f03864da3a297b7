/** Bodies in pieces of any size, over sockets of their own: clients of HTTP choose better ones. */
import { once } from "node:events";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { BodyPieces } from "../../../runtime/http/body-pieces.ts";
import { Random } from "../../agreement/random.ts";
import { hello, KEY, keyRecord, runtime } from "../running.ts";

const spec = { targets: { "one/m1": { dialect: "openai" } }, routes: { chat: { use: ["one/m1"] } } } as const;
const head = `POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${KEY}\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n`;

/** The whole answer to a body in chunks. */
async function answer(chunks: string): Promise<string> {
  const { url } = await runtime(
    { ...spec, routes: { chat: { use: ["one/m1"] } } },
    { one: "http://127.0.0.1:1" },
    { keys: [keyRecord] },
  );
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  let text = "";
  socket.setEncoding("utf8").on("data", (piece: string) => {
    text += piece;
  });
  socket.on("error", () => {});
  socket.write(head + chunks);
  await once(socket, "close");
  return text;
}

const chunk = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;

test("a body that comes byte by byte is read as one", async () => {
  const body = JSON.stringify({ ...hello, model: "nowhere" });
  expect(await answer(`${[...body].map(chunk).join("")}0\r\n\r\n`)).toContain('There is no route \\"nowhere\\"');
});

test("a body in more pieces than are taken is refused, and the client gets to know", async () => {
  const text = await answer(`${chunk(" ").repeat(100_001)}0\r\n\r\n`);
  expect(text).toMatch(/^HTTP\/1\.1 413 /);
  expect(text).toContain("The body came in more than 100,000 pieces");
});

test("pieces of any sizes are joined in their order", () => {
  const random = new Random(3);
  for (let i = 0; i < 200; i++) {
    const all = Buffer.from(Array.from({ length: random.integer(60_000) }, () => random.integer(256)));
    const pieces = new BodyPieces();
    for (let at = 0; at < all.length; ) {
      const size = random.pick([1, 3, 100, 4_095, 4_096, 30_000]);
      pieces.add(all.subarray(at, at + size));
      at += size;
    }
    expect(pieces.length).toBe(all.length);
    expect(pieces.join().equals(all)).toBe(true);
  }
});
