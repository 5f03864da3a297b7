import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { thorough } from "../../thorough.ts";
import { ask, hello, provider, runtime } from "../running.ts";
import { chatBytes, rawClient } from "./raw-socket.ts";

/** Sockets of this thread: of clients, gateway and provider. */
const sockets = (): number => process.getActiveResourcesInfo().filter((name) => name === "TCPSocketWrap").length;

const event = `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: "word " } }] })}\n\n`;

const STREAMS = thorough(2_000, 400);

test("after many streams that clients have broken off, every socket is closed again", async () => {
  let [begun, left] = [0, 0];
  const one = await provider((_request, response, body) => {
    if (!body.includes("stream")) return void response.writeHead(500).end();
    begun++;
    response.once("close", () => void left++);
    response.writeHead(200, { "content-type": "text/event-stream" }).write(event);
    const timer = setInterval(() => response.write(event), 2);
    response.once("close", () => clearInterval(timer));
  });
  const targets = { "one/m1": { dialect: "openai" } } as const;
  const gateway = await runtime({ targets, routes: { chat: { use: ["one/m1"] } } }, { one });
  await ask(gateway, { path: "/healthz", method: "GET" });
  const before = sockets();
  const bytes = chatBytes({ ...hello, stream: true });
  const breakOff = async (number: number): Promise<void> => {
    const { socket, until } = await rawClient(gateway.url);
    socket.write(bytes);
    // Before its answer begins, at its first event, and inside of it; by an end, a reset and a plain close.
    if (number % 4 > 0) await until(/data: /);
    if (number % 4 > 1) await sleep(number % 7);
    if (number % 3 === 0) socket.end();
    if (number % 3 === 1) socket.resetAndDestroy();
    else socket.destroy();
  };
  for (let number = 0; number < STREAMS; number += 40)
    await Promise.all(Array.from({ length: 40 }, (_, i) => breakOff(number + i)));
  await expect.poll(() => begun - left, { timeout: 20_000 }).toBe(0);
  await expect.poll(sockets, { timeout: 20_000 }).toBeLessThanOrEqual(before);
  expect(begun).toBeGreaterThan(STREAMS / 2);
  await expect.poll(() => gateway.log.length, { timeout: 20_000 }).toBe(STREAMS);
});
