/** Equal requests at once: one is asked of a model, and nobody suffers from who asked first. */
import { expect, test } from "vitest";
import { chatCompletions } from "../../../../runtime/endpoints/chat-completions/endpoint.ts";
import { openRuntime } from "../../../../runtime/main.ts";
import { answerChat } from "../../../../runtime/request/answer-chat.ts";
import { ProgramClient } from "../../../../runtime/request/program-client.ts";
import { afterTest } from "../../after-test.ts";
import { hello, open, textOf } from "../../running.ts";
import { tableText } from "../../table-text.ts";
import { answerAsAsked, watched } from "../shadow/begun.ts";
import { askAs, cached, keys, said, specOf, toldOf } from "./cached.ts";

test("ten thousand equal requests at once are one request to the provider", async () => {
  let release: () => void = () => {};
  const provider = await watched((_request, response, body) => {
    release = () => answerAsAsked(response, body, said(1));
  });
  const options = {
    table: tableText(specOf({}, { deadline: 60_000, idle: 60_000 })),
    standIns: { one: provider.url },
    concurrency: 20_000,
    env: {},
  };
  const running = await openRuntime({ ...options, keys: [...keys] });
  afterTest(async () => void (await Promise.all([running.upstream.close(), running.kept.close()])));
  const body = Buffer.from(JSON.stringify(hello));
  const headers = { authorization: "Bearer alice-key" };
  const clients = Array.from({ length: 10_000 }, (_, i) => new ProgramClient({ id: `${i}`, body, headers, began: 0 }));
  const answered = clients.map((client) => answerChat(running, chatCompletions, client));
  await expect.poll(() => provider.bodies.length, { timeout: 30_000 }).toBe(1);
  release();
  await Promise.all(answered);
  const found = clients.map(({ status, answered, whole }) => {
    const [outcome] = answered["x-pointsman-cache"]!.split(";");
    const { choices } = JSON.parse(String(whole)) as { choices: { message: { content: string } }[] };
    return [status, outcome, choices[0]?.message.content].join(" ");
  });
  const counts = [...Map.groupBy(found, (one) => one)].map(([one, { length }]) => [one, length]);
  expect(Object.fromEntries(counts)).toEqual({ [`200 miss ${said(1)}`]: 1, [`200 hit ${said(1)}`]: 9_999 });
  expect(provider.bodies.length).toBe(1);
});

test("where the one that is asked leaves, another takes its place, and the others wait on", async () => {
  const answers: (() => void)[] = [];
  const { gateway, provider } = await cached({}, {}, (_request, response, body) => {
    answers.push(() => answerAsAsked(response, body, said(answers.length)));
  });
  const leaving = new AbortController();
  const headers = { authorization: "Bearer alice-key" };
  const left = open(gateway, { body: hello, headers, signal: leaving.signal }).catch(() => undefined);
  await expect.poll(() => provider.bodies.length).toBe(1);
  const others = Array.from({ length: 5 }, () => askAs(gateway, hello));
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(provider.bodies.length).toBe(1);
  leaving.abort();
  await left;
  await expect.poll(() => provider.bodies.length).toBe(2);
  answers[1]!();
  const replies = await Promise.all(others);
  expect(replies.map((reply) => [reply.status, textOf(reply)])).toEqual(
    Array.from({ length: 5 }, () => [200, said(2)]),
  );
  expect(replies.map((reply) => toldOf(reply).outcome).sort()).toEqual(["hit", "hit", "hit", "hit", "miss"]);
  expect(provider.bodies.length).toBe(2);
});

test("where what it gets is not for others, they are asked themselves", async () => {
  const { gateway, provider } = await cached({}, {}, (_request, response, body) => {
    const isFirst = provider.bodies.length === 1;
    setTimeout(() => {
      if (isFirst) response.writeHead(400).end('{"error":{"message":"no","type":"invalid_request_error"}}');
      else answerAsAsked(response, body, "fine");
    }, 100);
  });
  const replies = await Promise.all(Array.from({ length: 4 }, () => askAs(gateway, hello)));
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 200, 200, 400]);
  expect(provider.bodies.length).toBe(4);
});

test("one that waits too long for another is asked itself, within its deadline", async () => {
  const { gateway, provider } = await cached({}, {}, (_request, response, body) => {
    const isFirst = provider.bodies.length === 1;
    setTimeout(() => answerAsAsked(response, body, isFirst ? "slow" : "quick"), isFirst ? 4_500 : 0);
  });
  const first = askAs(gateway, hello);
  await expect.poll(() => provider.bodies.length).toBe(1);
  const second = await askAs(gateway, hello);
  expect([second.status, textOf(second)]).toEqual([200, "quick"]);
  expect([(await first).status, provider.bodies.length > 1]).toEqual([200, true]);
});

test("one that leaves while it waits is let go, and what is asked afresh waits for nobody", async () => {
  const { gateway, provider } = await cached({}, {}, (_request, response, body) => {
    setTimeout(() => answerAsAsked(response, body, said(1)), 500);
  });
  const first = askAs(gateway, hello);
  await expect.poll(() => provider.bodies.length).toBe(1);
  const leaving = new AbortController();
  const headers = { authorization: "Bearer alice-key" };
  const left = open(gateway, { body: hello, headers, signal: leaving.signal }).catch(() => "left");
  const fresh = askAs(gateway, hello, { headers: { "cache-control": "no-cache" } });
  await expect.poll(() => provider.bodies.length).toBe(2);
  leaving.abort();
  expect(await left).toBe("left");
  expect([(await first).status, (await fresh).status]).toEqual([200, 200]);
  expect(toldOf(await askAs(gateway, hello)).outcome).toBe("hit");
});
