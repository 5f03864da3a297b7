/** A process that serves, and clients and readers of its log that take nothing. */
import { connect, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { heldProvider } from "../runtime/held-provider.ts";
import { ask, hello, provider } from "../runtime/running.ts";
import { isThorough } from "../thorough.ts";
import { servedChild } from "./served-child.ts";

const targets = { "one/m1": { dialect: "openai" } } as const;
const routes = { chat: { use: ["one/m1"] } };
const MIB = 1024 * 1024;

test.runIf(isThorough)(
  "hundreds of clients that do not read large answers do not fill the memory: the longest waiting are let go",
  async () => {
    const content = "x".repeat(4 * MIB);
    const message = { role: "assistant", content };
    const whole = JSON.stringify({ choices: [{ message, finish_reason: "stop" }] });
    let answered = 0;
    const one = await provider((_request, response) => {
      response.writeHead(200, { "content-type": "application/json" }).end(whole, () => void answered++);
    });
    const { child, url, resident, end } = await servedChild({ targets, routes }, { one });
    let log = "";
    child.stderr?.setEncoding("utf8").on("data", (text) => {
      log += text;
    });
    const body = JSON.stringify(hello);
    let most = 0;
    for (let i = 1; i <= 220; i++) {
      const socket = unreading(url);
      socket.write(
        `POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      );
      await expect.poll(() => answered, { interval: 5, timeout: 20_000 }).toBe(i);
      most = Math.max(most, resident());
    }
    // 880 MB of answers, of which each connection's buffers in the system hold a part.
    expect(most).toBeLessThan(700 * MIB);
    await expect.poll(() => log.match(/A client was let go/g)?.length ?? 0).toBeGreaterThan(50);
    expect((await ask({ url }, { body: hello })).text.length).toBeGreaterThan(4 * MIB);
    child.kill("SIGTERM");
    expect(await end).toEqual([0, null]);
  },
);

test("a reader of the log that stalls costs lines beyond a bound, which are counted, and neither memory nor the process", async () => {
  const { child, url, end } = await servedChild({ targets, routes }, { one: await provider(() => {}) });
  child.stdout?.resume();
  const requests = 6_000;
  const path = `/${"p".repeat(400)}`;
  for (let i = 0; i < requests; i += 100)
    await Promise.all(
      Array.from({ length: 100 }, () =>
        fetch(`${url}${path}`).then(async (response) => {
          await response.text();
          expect(response.status).toBe(404);
        }),
      ),
    );
  let text = "";
  child.stderr?.setEncoding("utf8").on("data", (piece) => {
    text += piece;
  });
  const accounted = (): number => {
    const lines = text.split("\n").slice(0, -1);
    const gaps = lines.filter((line) => line.includes('"event":"log-gap"'));
    const left = gaps.reduce((sum, line) => sum + (JSON.parse(line) as { lines: number }).lines, 0);
    return lines.length - gaps.length + left;
  };
  // A line that has room says how many had none.
  await expect.poll(() => text.length).toBeGreaterThan(MIB);
  await fetch(`${url}${path}`).then((response) => response.text());
  await expect.poll(accounted).toBe(requests + 1);
  expect(text.length).toBeLessThan(1.5 * MIB);
  child.kill("SIGTERM");
  expect(await end).toEqual([0, null]);
});

test.each(["SIGTERM", "SIGINT"] as const)(
  "%s lets finish what is answered and what waits for a target, and sends on what waits outside",
  async (signal) => {
    const one = await heldProvider();
    const line = { concurrency: 1, line: { most: 5, wait: 20_000 } };
    const spec = { targets: { "one/m1": { dialect: "openai", ...line } }, routes } as const;
    const { child, url, end } = await servedChild(spec, { one: one.url }, ["--concurrency", "2"]);
    child.stdout?.resume();
    child.stderr?.resume();
    const inside = ask({ url }, { body: hello });
    await expect.poll(() => one.asked.length).toBe(1);
    const waiting = ask({ url }, { body: hello });
    await expect.poll(() => status(url)).toBe(200);
    const outside = ask({ url }, { body: hello });
    await expect.poll(() => status(url)).toBe(200);
    child.kill(signal);
    const sentOn = await outside;
    expect([sentOn.status, sentOn.json.error?.code, sentOn.headers["retry-after"]]).toEqual([
      503,
      "shutting_down",
      "1",
    ]);
    await one.answer(2);
    expect((await Promise.all([inside, waiting])).map(({ status }) => status)).toEqual([200, 200]);
    expect(await end).toEqual([0, null]);
  },
);

async function status(url: string): Promise<number> {
  return (await fetch(`${url}/healthz`)).status;
}

/** It takes what the system's buffers take. */
function unreading(url: string): Socket {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.pause();
  socket.on("error", () => {});
  onTestFinished(() => void socket.destroy());
  return socket;
}
