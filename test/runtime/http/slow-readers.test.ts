/** Clients that do not take their answer. */
import type { Socket } from "node:net";
import { expect, test, vi } from "vitest";
import { hello, provider, runtime } from "../running.ts";
import { chatBytes, rawClient } from "./raw-socket.ts";

const targets = { "one/m1": { dialect: "openai" } } as const;
const gateway = (one: string, readLimit: number, deadline = 60_000) =>
  runtime({ targets, routes: { chat: { use: ["one/m1"], limits: { deadline } } } }, { one }, { readLimit });

/** Text without end, as fast as it is taken; tells when it was broken off. */
async function endless(): Promise<{ url: string; aborted: Promise<void> }> {
  let aborted: () => void = () => {};
  const left = new Promise<void>((resolve) => {
    aborted = resolve;
  });
  const event = `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: "x".repeat(200_000) } }] })}\n\n`;
  const url = await provider((_request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    const more = (): void => {
      while (!response.destroyed && response.write(event));
    };
    response.on("drain", more).on("close", aborted);
    more();
  });
  return { url, aborted: left };
}

test("a client that never reads its stream is let go after the deadline, and its upstream is aborted", async () => {
  const { url, aborted } = await endless();
  const running = await gateway(url, 100, 2_000);
  const client = await rawClient(running.url);
  client.socket.pause();
  client.socket.write(chatBytes({ ...hello, stream: true }));
  await aborted;
  await vi.waitFor(() => expect(running.log).toMatchObject([{ status: 200, failure: "deadline" }]));
  await closedByPeer(client.socket);
});

test("a client that reads slowly gets all of an answer that is complete", async () => {
  const content = "x".repeat(20_000_000);
  const url = await answering(content);
  const running = await gateway(url, 1_000);
  const client = await rawClient(running.url);
  client.socket.on("data", () => {
    client.socket.pause();
    setTimeout(() => client.socket.resume(), 5);
  });
  client.socket.write(chatBytes(hello, { connection: "close" }));
  await client.closed();
  expect(client.text).toContain(content);
});

test("a client that never reads an answer that is complete is let go", async () => {
  const running = await gateway(await answering("x".repeat(20_000_000)), 100);
  const client = await rawClient(running.url);
  client.socket.pause();
  client.socket.write(chatBytes(hello));
  await vi.waitFor(() => expect(running.log).toHaveLength(1));
  await closedByPeer(client.socket);
});

test("a client that never reads and sends one request behind the other is let go as well", async () => {
  const running = await gateway(await answering("x".repeat(20_000_000)), 100);
  const client = await rawClient(running.url);
  client.socket.pause();
  client.socket.write(chatBytes(hello).repeat(3));
  await vi.waitFor(() => expect(running.log).not.toEqual([]));
  await closedByPeer(client.socket);
});

test("a connection that is kept is not cut between two answers", async () => {
  const running = await gateway(await answering("short"), 30);
  const client = await rawClient(running.url);
  client.socket.write(chatBytes(hello));
  await client.until(/short/);
  await new Promise((resolve) => setTimeout(resolve, 120));
  client.socket.write(chatBytes(hello));
  await client.until(/short[\s\S]*short/);
});

async function answering(content: string): Promise<string> {
  const answer = JSON.stringify({ choices: [{ message: { role: "assistant", content }, finish_reason: "stop" }] });
  return provider(
    (_request, response) => void response.writeHead(200, { "content-type": "application/json" }).end(answer),
  );
}

/** Writing shows it, to one who does not read. */
async function closedByPeer(socket: Socket): Promise<void> {
  const closed = new Promise((resolve) => socket.once("close", resolve));
  const timer = setInterval(() => socket.write("\r\n"), 20);
  await closed;
  clearInterval(timer);
}
