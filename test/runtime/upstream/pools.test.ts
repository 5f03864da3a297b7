import type { ServerResponse } from "node:http";
import { expect, onTestFinished, test, vi } from "vitest";
import { Pools } from "../../../runtime/upstream/pools.ts";
import type { Exchange, ExchangeError, ExchangeReader } from "../../../runtime/upstream/upstream.ts";
import { provider } from "../running.ts";

class Recorder implements ExchangeReader {
  status = 0;
  text = "";
  over = Promise.withResolvers<ExchangeError | "ended">();
  started(status: number): void {
    this.status = status;
  }
  data(bytes: Buffer): void {
    this.text += bytes.toString();
  }
  ended(): void {
    this.over.resolve("ended");
  }
  broken(error: ExchangeError): void {
    this.over.resolve(error);
  }
}

function send(origin: string): { reader: Recorder; exchange: Exchange } {
  const pools = new Pools();
  onTestFinished(() => pools.close());
  const reader = new Recorder();
  return { reader, exchange: pools.send({ origin, path: "/", headers: [], body: "{}" }, reader) };
}

test("an answer is told from start to end, after what is only informational", async () => {
  const { reader } = send(
    await provider((_request, response) => {
      response.writeProcessing();
      response.writeHead(201);
      response.end("done");
    }),
  );
  expect(await reader.over.promise).toBe("ended");
  expect([reader.status, reader.text]).toEqual([201, "done"]);
});

test("a port where nobody listens is told by its code", async () => {
  const { reader } = send("http://127.0.0.1:1");
  expect(await reader.over.promise).toEqual({ code: "ECONNREFUSED", unreadable: false });
});

test("an answer that is not HTTP is told as unreadable", async () => {
  const { reader } = send(await provider((_request, response) => void response.socket?.end("SSH-2.0\r\n")));
  expect(await reader.over.promise).toMatchObject({ unreadable: true });
});

test("an answer shorter than it said is broken, not ended", async () => {
  const { reader } = send(
    await provider((_request, response) => {
      response.writeHead(200, { "content-length": 10 });
      response.write("short");
      response.socket?.end();
    }),
  );
  expect(await reader.over.promise).not.toBe("ended");
});

test("nothing is told after an abort, which the provider sees", async () => {
  const answers: ServerResponse[] = [];
  const origin = await provider((_request, response) => void answers.push(response));
  const { reader, exchange } = send(origin);
  await vi.waitFor(() => expect(answers).toHaveLength(1));
  const seen = new Promise((resolve) => answers[0]?.on("close", resolve));
  exchange.abort();
  await seen;
  expect(reader.status).toBe(0);
});

test("an abort before the connection is made sends nothing", async () => {
  let requests = 0;
  const origin = await provider((_request, response) => {
    requests++;
    response.end();
  });
  send(origin).exchange.abort();
  const later = send(origin);
  expect(await later.reader.over.promise).toBe("ended");
  expect(requests).toBe(1);
});

test("all that came before a connection broke is told before that it broke", async () => {
  const { reader } = send(
    await provider((_request, response) => {
      response.writeHead(200, { "content-length": 1_000 });
      response.write("some of it");
      response.socket?.end();
    }),
  );
  expect(await reader.over.promise).toMatchObject({ unreadable: false });
  expect(reader.text).toBe("some of it");
});

test("a reader that throws ends its own exchange, and no other of the same turn", async () => {
  const pools = new Pools();
  onTestFinished(() => pools.close());
  const origin = await provider((_request, response) => void response.end("text"));
  const readers = Array.from({ length: 8 }, (_, i) => {
    const reader = new Recorder();
    if (i % 2 === 0)
      reader.data = () => {
        throw new TypeError("a fault of ours");
      };
    return reader;
  });
  for (const reader of readers) pools.send({ origin, path: "/", headers: [], body: "{}" }, reader);
  const ends = await Promise.all(readers.map((reader) => reader.over.promise));
  expect(ends.filter((_, i) => i % 2 === 1)).toEqual(["ended", "ended", "ended", "ended"]);
  for (const end of ends.filter((_, i) => i % 2 === 0)) expect(end).toMatchObject({ code: "TypeError" });
});
