/** What a judge is sent, what is kept of what it says, and what it costs at most: a provider that scores in a known way looks on. */
import type { ServerResponse } from "node:http";
import { expect, test } from "vitest";
import type { ScoresReport } from "../../../../schemas/shadow-scores.ts";
import type { ShadowsReport } from "../../../../schemas/shadows.ts";
import { inputTokensOf } from "../../../../semantics/tokens/input-tokens.ts";
import { ask, hello, runtime, type TestRuntime, textOf } from "../../running.ts";
import type { TableSpec } from "../../table-text.ts";
import { answerAsAsked, answerWhole, type Watched, watched } from "./begun.ts";

const dialect = "openai";
const rubric = "Which answer is shorter?";
const mostAnswer = 400;
const judge = { model: "law/j", rubric, mostAnswer };
const spec = (target: object = { dialect, price: { input: 1, output: 10 } }): TableSpec => ({
  targets: { "one/m1": { dialect }, "other/m2": { dialect }, "law/j": target as { dialect: "openai" } },
  routes: { chat: { use: ["one/m1"], shadow: { use: ["other/m2"], share: 1, judge } } },
});

interface Case {
  conversation: { role: string; text: string }[];
  first: string;
  second: string;
}

const caseOf = (body: string): Case => {
  const { messages } = JSON.parse(body) as { messages: { content: string }[] };
  return JSON.parse(messages[1]!.content) as Case;
};

type Ruling = (response: ServerResponse, body: string, turn: number) => void;

/** Scores are what the answers say. */
const byContent: Ruling = (response, body) => {
  const { first, second } = caseOf(body);
  answerWhole(response, `Well: {"first": ${first.match(/\d/)![0]}, "second": ${second.match(/\d/)![0]}}.`);
};

async function gatewayOf(
  answers: readonly (readonly [one: string, other: string])[],
  ruling: Ruling,
  table: TableSpec = spec(),
): Promise<TestRuntime & { law: Watched; urls: Record<string, string> }> {
  const turns = [0, 0, 0];
  const said = (i: 0 | 1) => (_request: unknown, response: ServerResponse, body: string) =>
    answerAsAsked(response, body, answers[turns[i]!++ % answers.length]![i]);
  const one = await watched(said(0));
  const other = await watched(said(1));
  const law = await watched((_request, response, body) => ruling(response, body, turns[2]!++));
  const urls = { one: one.url, other: other.url, law: law.url };
  return Object.assign(await runtime(table, urls), { law, urls });
}

async function scores({ operatorUrl }: TestRuntime): Promise<ScoresReport | undefined> {
  const read = async () => (await (await fetch(`${operatorUrl}/shadows`)).json()) as ShadowsReport;
  await expect.poll(async () => (await read()).underWay, { timeout: 10_000 }).toBe(0);
  return (await read()).shadows[0]!.beside[0]!.scores;
}

async function askInTurn(gateway: TestRuntime, bodies: readonly object[]): Promise<void> {
  for (const body of bodies) {
    expect((await ask(gateway, { body: { ...hello, ...body } })).status).toBe(200);
    await scores(gateway);
  }
}

const times = (count: number): object[] => Array.from({ length: count }, () => ({}));

test("scores are those of the side that wrote the answer, in whichever order the judge saw them", async () => {
  const gateway = await gatewayOf([["says 4", "says 7"]], byContent);
  await askInTurn(gateway, times(12));
  expect(await scores(gateway)).toMatchObject({
    judge: "law/j",
    asked: 12,
    scored: 12,
    shadow: 7,
    beside: 4,
    wins: 12,
    ties: 0,
    losses: 0,
    unpriced: 0,
  });
  // The order is drawn: with twelve requests both are seen but once in two thousand times.
  const firsts = gateway.law.bodies.map((body) => caseOf(body).first);
  expect(new Set(firsts)).toEqual(new Set(["says 4", "says 7"]));
  // 10 tokens in, 4 out: 10 × 1 + 4 × 10 millionths.
  expect((await scores(gateway))!.spent).toBeCloseTo(12 * 0.00005, 12);
});

test("wins, ties and losses are the shadow's, and means are over all pairs", async () => {
  const gateway = await gatewayOf(
    [
      ["2", "9"],
      ["5", "5"],
      ["8", "1"],
      ["6", "5"],
    ],
    byContent,
  );
  await askInTurn(gateway, times(4));
  expect(await scores(gateway)).toMatchObject({ scored: 4, wins: 1, ties: 1, losses: 2, shadow: 5, beside: 5.25 });
});

test("it is told the rubric, the conversation and both answers, and neither models nor keys nor what is not said", async () => {
  const gateway = await gatewayOf([["1", "2"]], byContent);
  const call = { id: "c1", type: "function", function: { name: "weather", arguments: '{"city":"Rome"}' } };
  const messages = [
    { role: "system", content: "Be brief." },
    {
      role: "user",
      content: [
        { type: "text", text: "How warm " },
        { type: "text", text: 'is "Rome"?' },
      ],
    },
    { role: "assistant", content: null, tool_calls: [call] },
    { role: "tool", tool_call_id: "c1", content: "31" },
  ];
  await askInTurn(gateway, [{ messages, user: "someone", stream: true }]);
  const [body = ""] = gateway.law.bodies;
  const sent = JSON.parse(body) as { model: string; messages: { role: string; content: string }[] };
  expect(sent.model).toBe("j");
  expect(sent.messages[0]!.content.startsWith(rubric)).toBe(true);
  expect(caseOf(body).conversation).toEqual([
    { role: "system", text: "Be brief." },
    { role: "user", text: 'How warm \nis "Rome"?' },
    { role: "assistant", text: '[calls weather with {"city":"Rome"}]' },
    { role: "tool", text: "31" },
  ]);
  for (const word of ["someone", "m1", "m2", "test-key"]) expect(body).not.toContain(word);
});

test("no text of it is kept: not in the figures, not in the log", async () => {
  const gateway = await gatewayOf([["quick 1", "brown 2"]], (response, body) => {
    const { first } = caseOf(body);
    answerWhole(response, `The fox (${first}): {"first": 3, "second": 4}`);
  });
  await askInTurn(gateway, [{ messages: [{ role: "user", content: "jumps" }] }]);
  const told = JSON.stringify([await (await fetch(`${gateway.operatorUrl}/shadows`)).json(), gateway.log]);
  expect(told).toContain('"event":"judge"');
  for (const word of ["quick", "brown", "fox", "jumps", rubric]) expect(told).not.toContain(word);
  const line = gateway.log.find(({ event }) => event === "judge");
  expect(line).toMatchObject({ target: "law/j", beside: "one/m1", route: "chat", inputTokens: 10, costUsd: 0.00005 });
});

test("what is no two scores is counted as that, and what fails by its class", async () => {
  const said = ["I cannot tell.", '{"first": 11, "second": 2}', '{"first": "9", "second": 2}', '{"first": 3}', "{}"];
  const gateway = await gatewayOf([["1", "2"]], (response, _body, turn) => {
    const text = said[turn];
    if (text === undefined) response.writeHead(500).end("no");
    else answerWhole(response, text);
  });
  await askInTurn(gateway, times(6));
  expect(await scores(gateway)).toMatchObject({
    asked: 6,
    scored: 0,
    unreadable: 5,
    failed: { "server-error": 1 },
    unpriced: 1,
  });
});

test("what has pictures is not judged, and neither are answers that are longer than it is paid for", async () => {
  const long = `1${"x".repeat(mostAnswer)}`;
  const gateway = await gatewayOf(
    [
      ["1", "2"],
      [long, "2"],
      ["1", long],
      // Each quote is two bytes as JSON.
      ["1", `1${'"'.repeat(mostAnswer / 2)}`],
    ],
    byContent,
  );
  const image_url = { url: "data:image/png;base64,iVBORw0KGgo=" };
  const messages = [
    {
      role: "user",
      content: [
        { type: "image_url", image_url },
        { type: "text", text: "?" },
      ],
    },
  ];
  await askInTurn(gateway, [{ messages }, ...times(3)]);
  expect(await scores(gateway)).toMatchObject({ asked: 0, skipped: { "not-text": 1, "too-long": 3 } });
  expect(gateway.law.bodies).toEqual([]);
});

test("no judge is sent more than the request, the rubric and both answers may be, whatever they say", async () => {
  let seed = 7;
  const random = (most: number): number => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % most;
  };
  const signs = ["a", " ", "\n", '"', "\\", "é", "漢", "🙂", "\t", "7", "<", "\u0001"];
  const text = (most: number): string =>
    Array.from({ length: random(most) }, () => signs[random(signs.length)]).join("");
  const cases = Array.from({ length: 60 }, () => ({
    said: [`1${text(120)}`, `2${text(120)}`] as const,
    asked: text(400),
  }));
  const gateway = await gatewayOf(
    cases.map(({ said }) => said),
    byContent,
  );
  const least = inputTokensOf({ messages: [{ role: "system", content: rubric }] }).hard;
  let judged = 0;
  for (const { asked } of cases) {
    const messages = [{ role: "user", content: `?${asked}` }];
    await askInTurn(gateway, [{ messages }]);
    if (gateway.law.bodies.length === judged) continue;
    judged += 1;
    const sent = JSON.parse(gateway.law.bodies.at(-1)!) as { messages: { content: string }[] };
    const bytes = sent.messages.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0);
    // A byte is at most one and a half tokens; what is said of how to judge is under a thousand of them.
    expect(bytes * 1.5).toBeLessThanOrEqual(inputTokensOf({ messages }).hard + least + 2 * 1.5 * mostAnswer + 1_000);
    expect(caseOf(gateway.law.bodies.at(-1)!).conversation).toEqual([{ role: "user", text: messages[0]!.content }]);
  }
  expect(judged).toBeGreaterThan(40);
  expect((await scores(gateway))!.asked).toBe(judged);
});

test("a judge of another wire scores, too, and is given a bound on what it writes", async () => {
  const usage = { input_tokens: 11, output_tokens: 5 };
  const answer = (text: string) => ({
    ...{ id: "m", type: "message", role: "assistant", model: "j", stop_reason: "end_turn", stop_sequence: null, usage },
    content: [{ type: "text", text }],
  });
  const gateway = await gatewayOf(
    [["1", "2"]],
    (response, body) => {
      expect(JSON.parse(body)).toMatchObject({ max_tokens: 4_096 });
      const asked = JSON.parse(body) as { messages: { content: string | { text: string }[] }[] };
      const { content } = asked.messages.at(-1)!;
      const { first, second } = JSON.parse(typeof content === "string" ? content : content[0]!.text) as Case;
      const text = JSON.stringify(answer(`{"first": ${first}, "second": ${second}}`));
      response.writeHead(200, { "content-type": "application/json" }).end(text);
    },
    spec({ dialect: "anthropic" }),
  );
  await askInTurn(gateway, times(2));
  expect(await scores(gateway)).toMatchObject({ scored: 2, shadow: 2, beside: 1 });
});

test("a judge that never answers lets no client wait, is asked by few at once, and ends with the gateway", async () => {
  const gateway = await gatewayOf([["1", "2"]], () => {});
  for (let i = 0; i < 3; i++) {
    const asked = Array.from({ length: 20 }, () => ask(gateway, { body: hello }));
    for (const reply of await Promise.all(asked)) expect([reply.status, textOf(reply)]).toEqual([200, "1"]);
  }
  await expect.poll(() => gateway.law.open).toBe(16);
  const began = performance.now();
  await gateway.close();
  expect(performance.now() - began).toBeLessThan(3_000);
  await expect.poll(() => gateway.law.open).toBe(0);
  expect(gateway.law.most).toBe(16);
});

test("another rubric begins its figures anew", async () => {
  const gateway = await gatewayOf([["1", "2"]], byContent);
  await askInTurn(gateway, times(2));
  const { tableText } = await import("../../table-text.ts");
  const other = spec();
  other.routes.chat!.shadow!.judge = { ...judge, rubric: "Which answer is longer?" };
  expect((await gateway.offer({ table: tableText(other), standIns: gateway.urls })).kind).toBe("swapped");
  expect((await scores(gateway))!.asked).toBe(2);
  await askInTurn(gateway, times(1));
  expect((await scores(gateway))!.asked).toBe(1);
});
