/** Equal requests of one caller: the model is asked once. */
import { expect, test } from "vitest";
import { events, hello, textOf } from "../../running.ts";
import { answerAsAsked, answerWhole, chunk, last } from "../shadow/begun.ts";
import { askAs, cached, said, toldOf } from "./cached.ts";

test("the second of two equal requests is answered by what was kept, and says so, at no cost", async () => {
  const { gateway, provider } = await cached();
  const first = await askAs(gateway, hello);
  const second = await askAs(gateway, hello);
  expect([toldOf(first), toldOf(second)]).toEqual([
    { outcome: "miss" },
    { outcome: "hit", tier: "exact", age: "0", entry: expect.stringMatching(/^[\w-]{22}\.[\w-]{22}$/) },
  ]);
  expect([textOf(first), textOf(second)]).toEqual([said(1), said(1)]);
  expect(second.json.usage).toMatchObject(first.json.usage!);
  expect([Number(first.headers["x-pointsman-cost-usd"]) > 0, second.headers["x-pointsman-cost-usd"]]).toEqual([
    true,
    "0",
  ]);
  expect([second.headers["x-pointsman-target"], second.headers["x-pointsman-attempts"]]).toEqual(["one/m1", "0"]);
  expect(provider.bodies.length).toBe(1);
  const lines = gateway.log.filter(({ event }) => event === "request");
  expect(lines.map(({ cache, costUsd, target }) => ({ cache, costUsd, target }))).toEqual([
    { cache: "miss", costUsd: expect.any(Number), target: "one/m1" },
    { cache: "exact", costUsd: 0, target: "one/m1" },
  ]);
  expect(JSON.stringify(gateway.log)).not.toContain("Answer 1");
});

test("what was kept of a whole answer is streamed, and what was kept of a stream is given whole", async () => {
  const { gateway, provider } = await cached();
  await askAs(gateway, hello);
  const streamed = await askAs(gateway, { ...hello, stream: true, stream_options: { include_usage: true } });
  expect([toldOf(streamed).tier, textOf(streamed)]).toEqual(["exact", said(1)]);
  const pieces = events(streamed.text);
  expect(pieces.filter(({ choices }) => choices?.[0]?.delta?.content).length).toBeGreaterThan(2);
  expect(pieces.at(-1)?.usage).toMatchObject({ prompt_tokens: 10, completion_tokens: 4 });
  expect(streamed.text.endsWith("data: [DONE]\n\n")).toBe(true);
  expect(streamed.trailers["x-pointsman-cost-usd"]).toBe("0");
  const other = { ...hello, temperature: 0.5 };
  await askAs(gateway, { ...other, stream: true });
  const whole = await askAs(gateway, other);
  expect([toldOf(whole).tier, textOf(whole)]).toEqual(["exact", said(2)]);
  expect(provider.bodies.length).toBe(2);
});

test.each([
  ["/v1/messages", { model: "chat", max_tokens: 50, messages: hello.messages }],
  ["/v1/responses", { model: "chat", input: "Hello there", store: false }],
])("%s: its clients get what was kept in their own words, whole and streamed", async (path, body) => {
  const { gateway, provider } = await cached();
  const replies = [];
  for (const stream of [false, true, false, true]) replies.push(await askAs(gateway, { ...body, stream }, { path }));
  expect(replies.map((reply) => toldOf(reply).outcome)).toEqual(["miss", "hit", "hit", "hit"]);
  expect(provider.bodies.length).toBe(1);
  for (const { text } of replies) expect(spoken(text)).toBe(said(1));
  const other = await askAs(gateway, hello);
  expect(toldOf(other).outcome).toBe("miss");
});

/** The text of a whole answer or a stream of either API. */
function spoken(text: string): string {
  const bodies = text.startsWith("{") ? [JSON.parse(text) as object] : text.split("\n").flatMap(dataOf);
  const found = JSON.stringify(bodies);
  const deltas = bodies.flatMap((one) => textsOf(one as Said));
  expect(found).not.toContain('"error":{');
  return deltas.join("");
}

interface Said {
  type?: string;
  content?: { text?: string }[];
  output?: { content?: { text?: string }[] }[];
  delta?: { text?: string } | string;
}

function dataOf(line: string): object[] {
  return line.startsWith("data: {") ? [JSON.parse(line.slice(6)) as object] : [];
}

function textsOf({ type, content, output, delta }: Said): string[] {
  if (type === "content_block_delta") return [(delta as { text?: string }).text ?? ""];
  if (type === "response.output_text.delta") return [delta as string];
  if (type === "message") return (content ?? []).map(({ text = "" }) => text);
  return (output ?? []).flatMap(({ content: parts = [] }) => parts.map(({ text = "" }) => text));
}

test("what a caller says of the cache makes it answer less, and never more", async () => {
  const { gateway, provider } = await cached();
  await askAs(gateway, hello);
  const asked = async (headers: Record<string, string>) => toldOf(await askAs(gateway, hello, { headers })).outcome;
  expect(await asked({ "cache-control": "max-age=60" })).toBe("hit");
  expect(await asked({ "cache-control": "no-store" })).toBe("hit");
  expect(await asked({ "cache-control": "only-if-cached, x=1" })).toBe("hit");
  for (const text of ["no-cache", "max-age=0", "max-age=soon", "Max-Age=-1"])
    expect([text, await asked({ "cache-control": text })]).toEqual([text, "miss"]);
  expect(await asked({ "x-pointsman-cache": "off" })).toBe("off");
  expect(provider.bodies.length).toBe(6);
  const unkept = { ...hello, temperature: 0.1 };
  for (let i = 0; i < 2; i++)
    expect(toldOf(await askAs(gateway, unkept, { headers: { "cache-control": "no-store" } })).outcome).toBe("miss");
  expect(provider.bodies.length).toBe(8);
});

test("what was asked for afresh takes the place of what was kept", async () => {
  const { gateway } = await cached();
  await askAs(gateway, hello);
  await askAs(gateway, hello, { headers: { "cache-control": "no-cache" } });
  expect(textOf(await askAs(gateway, hello))).toBe(said(2));
});

test("a route without a cache says nothing of one, and keeps nothing", async () => {
  const { gateway, provider } = await cached();
  for (let i = 0; i < 2; i++)
    expect((await askAs(gateway, { ...hello, model: "plain" })).headers["x-pointsman-cache"]).toBeUndefined();
  expect(provider.bodies.length).toBe(2);
});

test("after its time an answer answers nothing", async () => {
  const { gateway } = await cached({ ttl: 300 });
  await askAs(gateway, hello);
  expect(toldOf(await askAs(gateway, hello)).outcome).toBe("hit");
  await new Promise((resolve) => setTimeout(resolve, 350));
  expect(toldOf(await askAs(gateway, hello)).outcome).toBe("miss");
});

const call = { tool_calls: [{ id: "c1", type: "function", function: { name: "f", arguments: "{}" } }] };

test.each<[string, (body: string) => Parameters<typeof answerWhole>[2]]>([
  ["calls a tool", () => ({ message: { role: "assistant", content: null, ...call }, finish_reason: "tool_calls" })],
  ["was cut", () => ({ finish_reason: "length" })],
  ["was filtered", () => ({ finish_reason: "content_filter" })],
  ["is a refusal", () => ({ message: { role: "assistant", content: null, refusal: "No." } })],
  ["says nothing", () => ({ message: { role: "assistant", content: "" } })],
  [
    "names its sources",
    () => ({ message: { role: "assistant", content: "It is.", annotations: [{ type: "url_citation" }] } }),
  ],
  ["speaks", () => ({ message: { role: "assistant", content: "It is.", audio: { id: "a", data: "AAAA" } } })],
])("an answer that %s is not kept", async (_what, more) => {
  const { gateway, provider } = await cached({}, {}, (_request, response, body) =>
    answerWhole(response, "some", more(body) ?? {}),
  );
  for (let i = 0; i < 2; i++) expect(toldOf(await askAs(gateway, hello)).outcome).toBe("miss");
  expect(provider.bodies.length).toBe(2);
});

test("a stream that names its sources is not kept, and one whose members say nothing is", async () => {
  const { gateway, provider } = await cached({}, {}, (_request, response, body) => {
    const citations = body.includes("sources") ? ["https://example.com"] : [];
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.end(`${chunk({ content: "some", citations })}${chunk({}, "stop")}${last}`);
  });
  const streamed = (content: string) => ({ ...hello, stream: true, messages: [{ role: "user", content }] });
  for (let i = 0; i < 2; i++) expect(toldOf(await askAs(gateway, streamed("sources"))).outcome).toBe("miss");
  await askAs(gateway, streamed("none"));
  expect(toldOf(await askAs(gateway, streamed("none"))).outcome).toBe("hit");
  expect(provider.bodies.length).toBe(3);
});

test("neither a failure nor a stream that breaks is kept", async () => {
  const { gateway, provider } = await cached({}, {}, (_request, response, body) => {
    if (!(JSON.parse(body) as { stream?: boolean }).stream)
      return void response.writeHead(400).end('{"error":{"message":"no","type":"invalid_request_error"}}');
    response.writeHead(200, { "content-type": "text/event-stream" }).write(chunk({ content: "some" }));
    setTimeout(() => response.destroy(), 20);
  });
  for (let i = 0; i < 2; i++) expect((await askAs(gateway, hello)).status).toBe(400);
  for (let i = 0; i < 2; i++) expect((await askAs(gateway, { ...hello, stream: true })).text).toContain('"error"');
  expect(provider.bodies.length).toBe(4);
});

test("what a request asks for beside a text is not in what is kept, so it is asked of a model", async () => {
  const { gateway } = await cached();
  const off = [
    [{ n: 2 }, "n"],
    [{ logprobs: true }, "logprobs"],
    [{ modalities: ["text", "audio"], audio: { voice: "alloy", format: "wav" } }, "modalities"],
  ] as const;
  for (const [more, because] of off) {
    const told = toldOf(await askAs(gateway, { ...hello, ...more }));
    expect([told.outcome, told.because]).toEqual(["off", because]);
  }
});

test("a stream that a client leaves is not kept", async () => {
  const { gateway, provider } = await cached({}, {}, (_request, response, body) => {
    response.writeHead(200, { "content-type": "text/event-stream" }).write(chunk({ content: "some" }));
    setTimeout(() => response.end(`${chunk({}, "stop")}${last}`), body.includes("slow") ? 300 : 0);
  });
  const slow = { ...hello, messages: [{ role: "user", content: "slow" }], stream: true };
  const leaving = new AbortController();
  const { open } = await import("../../running.ts");
  const authorization = "Bearer alice-key";
  const answer = await open(gateway, { body: slow, headers: { authorization }, signal: leaving.signal });
  answer.on("error", () => {});
  leaving.abort();
  await expect.poll(() => provider.open).toBe(0);
  expect(toldOf(await askAs(gateway, slow)).outcome).toBe("miss");
  expect(toldOf(await askAs(gateway, slow)).outcome).toBe("hit");
});

test("a caller who got an answer that was wrong for it says so, and nobody else can", async () => {
  const { gateway } = await cached({ scope: "team" });
  const wrong = (entry: string, key: string) => askAs(gateway, {}, { key, path: `/v1/cache/${entry}/wrong` });
  await askAs(gateway, hello);
  const { entry = "" } = toldOf(await askAs(gateway, hello));
  expect((await wrong(entry, "bob")).status).toBe(404);
  expect((await wrong(`${entry.split(".")[0]}.${"A".repeat(22)}`, "alice")).status).toBe(404);
  expect((await wrong("nothing", "alice")).status).toBe(404);
  expect(toldOf(await askAs(gateway, hello, { key: "bob" })).outcome).toBe("hit");
  const taken = await wrong(entry, "alice");
  expect([taken.status, JSON.parse(taken.text)]).toEqual([200, { entry, dropped: true }]);
  expect(toldOf(await askAs(gateway, hello, { key: "bob" })).outcome).toBe("miss");
  const statuses = [];
  for (let i = 0; i < 70; i++) statuses.push((await wrong(entry, "carol")).status);
  expect([statuses[0], statuses.at(-1)]).toEqual([404, 429]);
  expect((await askAs(gateway, {}, { key: "nobody", path: `/v1/cache/${entry}/wrong` })).status).toBe(401);
});

test("a whole answer of another target of the plan is given again, unless each answers for itself", async () => {
  for (const perTarget of [undefined, true] as const) {
    const { gateway, provider } = await cached({ perTarget }, {}, (_request, response, body) => {
      const { model } = JSON.parse(body) as { model: string };
      if (model === "m1" && provider.bodies.length === 1) return void response.writeHead(500).end("{}");
      answerAsAsked(response, body, `by ${model}`);
    });
    expect(textOf(await askAs(gateway, hello))).toBe("by m2");
    const second = await askAs(gateway, hello);
    expect([toldOf(second).outcome, textOf(second)]).toEqual(perTarget ? ["miss", "by m1"] : ["hit", "by m2"]);
  }
});

test("the normalised tier takes texts for equal that differ in white space, case and closing punctuation alone", async () => {
  const { gateway, provider } = await cached({ exact: undefined, normalised: true });
  const asked = async (content: string) =>
    toldOf(await askAs(gateway, { ...hello, messages: [{ role: "user", content }] }));
  expect((await asked("How do I reset it?")).outcome).toBe("miss");
  for (const text of ["how do i  reset it", "How do I reset it?", " How do I reset it! "])
    expect(await asked(text)).toMatchObject({ outcome: "hit", tier: "normalised" });
  for (const text of ["How do I reset IT?", "How do US reset it?", "How do I reset `it`?", "How do I reset it? 2"])
    expect([text, (await asked(text)).outcome]).toEqual([text, "miss"]);
  expect(provider.bodies.length).toBe(5);
});
