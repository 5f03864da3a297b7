/** Many large answers at once, from providers that write raw bytes and stop where they like: the memory for them is bounded in sum. */
import { createServer, type Socket } from "node:net";
import { expect, test } from "vitest";
import type { RuntimeOptions } from "../../../runtime/main.ts";
import { afterTest } from "../after-test.ts";
import { chatBytes, rawClient } from "../http/raw-socket.ts";
import { ask, hello, type Reply, runtime, type TestRuntime } from "../running.ts";
import type { RouteSpec } from "../table-text.ts";
import { chunk, last } from "./shadow/begun.ts";

const MIB = 1024 * 1024;

/** An answer that goes on as it is told. */
interface Answering {
  readonly socket: Socket;
  /** Writes so many bytes more of it. */
  grow(bytes: number): void;
  end(): void;
}

interface RawProvider {
  readonly url: string;
  readonly answers: Answering[];
}

type Kind = "whole" | "as-stream" | "embeddings";

const json = {
  whole: [
    '{"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"',
    '"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}',
  ],
  embeddings: [
    '{"object":"list","data":[{"object":"embedding","index":0,"embedding":[1]}],"usage":{"prompt_tokens":1,"total_tokens":1},"x":"',
    '"}',
  ],
} as const;

async function rawProvider(kind: Kind): Promise<RawProvider> {
  const answers: Answering[] = [];
  const server = createServer((socket) => {
    socket.on("error", () => {});
    let asked = "";
    socket.on("data", (bytes) => {
      asked += bytes.toString("latin1");
      if (!asked.endsWith("}")) return;
      asked = "";
      answers.push(kind === "as-stream" ? streaming(socket) : collecting(socket, json[kind]));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  afterTest(() => {
    for (const { socket } of answers) socket.destroy();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as { port: number }).port}`, answers };
}

const head = (type: string) => `HTTP/1.1 200 OK\r\ncontent-type: ${type}\r\ntransfer-encoding: chunked\r\n\r\n`;
const piece = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;

function collecting(socket: Socket, [before, after]: readonly [string, string]): Answering {
  socket.write(head("application/json") + piece(before));
  return {
    socket,
    grow: (bytes) => void socket.write(piece("x".repeat(bytes))),
    end: () => void socket.write(`${piece(after)}0\r\n\r\n`),
  };
}

function streaming(socket: Socket): Answering {
  socket.write(head("text/event-stream") + piece(chunk({ role: "assistant", content: "" })));
  return {
    socket,
    grow: (bytes) => void socket.write(piece(chunk({ content: "x".repeat(bytes) }))),
    end: () => void socket.write(`${piece(chunk({}, "stop") + last)}0\r\n\r\n`),
  };
}

/** No clock ends an answer here. */
const slow = { deadline: 60_000, idle: 60_000 };

const routes: Readonly<Record<Kind, RouteSpec>> = {
  whole: { use: ["one/m1", "other/m2"], limits: slow },
  "as-stream": { use: ["one/m1", "other/m2"], limits: { ...slow, wholeAsStream: true } },
  embeddings: { use: ["one/m1", "other/m2"], limits: slow },
};

async function gatewayOf(
  kind: Kind,
  limit: number,
  more: Partial<RuntimeOptions> = {},
): Promise<{ gateway: TestRuntime; one: RawProvider; other: RawProvider }> {
  const [one, other] = [await rawProvider(kind), await rawProvider(kind)];
  const target = { dialect: "openai" as const, ...(kind === "embeddings" && { kind: "embedding" as const }) };
  const spec = { targets: { "one/m1": target, "other/m2": target }, routes: { chat: routes[kind] } };
  const gateway = await runtime(spec, { one: one.url, other: other.url }, { unfinishedLimit: limit, ...more });
  return { gateway, one, other };
}

const askFor = (gateway: TestRuntime, kind: Kind): Promise<Reply> =>
  kind === "embeddings"
    ? ask(gateway, { path: "/v1/embeddings", body: { model: "chat", input: "hello" } })
    : ask(gateway, { body: hello });

async function asked(provider: RawProvider, count: number): Promise<void> {
  await expect.poll(() => provider.answers.length, { timeout: 10_000 }).toBe(count);
}

test.each<Kind>(["whole", "as-stream", "embeddings"])(
  "of answers that are too many bytes together the largest is given up, and the others go on: %s",
  async (kind) => {
    const { gateway, one, other } = await gatewayOf(kind, 4 * MIB);
    // When the last bytes are read that are too many, nearly all of the second is there.
    const sizes = [0.5, 2.5, 0.6, 0.01];
    const replies = [];
    for (const size of sizes) {
      replies.push(askFor(gateway, kind));
      await asked(one, replies.length);
      one.answers.at(-1)!.grow(size * MIB);
    }
    const given = await Promise.race([replies[1]!, new Promise((resolve) => setTimeout(resolve, 100))]);
    expect(given).toBeUndefined();
    // What grows is not the largest.
    one.answers[0]!.grow(0.5 * MIB);
    const refused = await replies[1]!;
    expect([refused.status, refused.headers["retry-after"], refused.json.error?.code]).toEqual([
      429,
      "1",
      "rate_limit_exceeded",
    ]);
    expect(refused.text).toContain("unfinished answers");
    await expect.poll(() => one.answers[1]!.socket.destroyed, { timeout: 10_000 }).toBe(true);
    for (const i of [0, 2, 3]) one.answers[i]!.end();
    for (const i of [0, 2, 3]) expect((await replies[i]!).status).toBe(200);
    // No other target was asked, and nobody has learnt anything of this one.
    expect(other.answers).toHaveLength(0);
    expect(gateway.log.filter(({ event }) => event === "health" || event === "alarm")).toEqual([]);
  },
);

test("one that is alone, and too large, is given up itself", async () => {
  const { gateway, one } = await gatewayOf("whole", MIB);
  const reply = askFor(gateway, "whole");
  await asked(one, 1);
  one.answers[0]!.grow(1.5 * MIB);
  expect((await reply).status).toBe(429);
});

test("whichever way an answer ends, its bytes are free again", async () => {
  const { gateway, one, other } = await gatewayOf("whole", MIB);
  let count = 0;
  const held = async (): Promise<{ reply: Promise<Reply>; answer: Answering }> => {
    const reply = askFor(gateway, "whole");
    count += 1;
    await asked(one, count);
    const answer = one.answers.at(-1)!;
    answer.grow(0.9 * MIB);
    return { reply, answer };
  };
  for (let i = 0; i < 3; i++) {
    const { reply, answer } = await held();
    answer.end();
    expect((await reply).status).toBe(200);
  }
  for (let i = 0; i < 2; i++) {
    const { reply, answer } = await held();
    answer.socket.destroy();
    await asked(other, i + 1);
    other.answers.at(-1)!.grow(0.9 * MIB);
    other.answers.at(-1)!.end();
    expect((await reply).status).toBe(200);
  }
  for (let i = 0; i < 3; i++) {
    const client = await rawClient(gateway.url);
    client.socket.write(chatBytes(hello));
    count += 1;
    await asked(one, count);
    const answer = one.answers.at(-1)!;
    answer.grow(0.9 * MIB);
    await new Promise((resolve) => setTimeout(resolve, 50));
    client.socket.destroy();
    await expect.poll(() => answer.socket.destroyed, { timeout: 10_000 }).toBe(true);
  }
  const { reply, answer } = await held();
  answer.end();
  expect((await reply).status).toBe(200);
});

test("streams that have begun hold nothing: as many bytes pass as come", async () => {
  const { gateway, one } = await gatewayOf("as-stream", 256 * 1024);
  const reply = ask(gateway, { body: { ...hello, stream: true } });
  await asked(one, 1);
  for (let i = 0; i < 40; i++) one.answers[0]!.grow(64 * 1024);
  one.answers[0]!.end();
  const { status, text } = await reply;
  expect(status).toBe(200);
  expect(text).toContain("[DONE]");
  expect(text.length).toBeGreaterThan(40 * 64 * 1024);
});
