/** Limits of targets: a provider that counts never has to refuse, and who has most left is asked first. */
import type { ServerResponse } from "node:http";
import { expect, test } from "vitest";
import type { RuntimeOptions } from "../../../runtime/main.ts";
import { runtimeFeatures } from "../../../semantics/runtime-features.ts";
import { compileFiles } from "../../compiler/in-memory.ts";
import { fromPolicy } from "../from-policy.ts";
import {
  type Asked,
  ask,
  hello,
  open,
  provider,
  type Reply,
  runtime,
  simulator,
  type TestRuntime,
} from "../running.ts";
import { newFile } from "../state/store/new-file.ts";
import type { TargetSpec } from "../table-text.ts";

const routes = `routes:
  chat: { otherwise: { balance: [first/gpt-5.4-mini, second/gpt-5.4-mini], by: room } }
  row: { otherwise: [first/gpt-5.4-mini, second/gpt-5.4-mini] }
  small: { otherwise: first/gpt-5.4-nano }
  strict: { otherwise: [first/gpt-5.4-mini, second/gpt-5.4-mini], fallbackOn: [server-error] }
`;

/** Two keys of one provider. */
const keys = (first: string, second = "") => `providers:
  first: { like: openai, auth: { env: [FIRST_KEY] }, account: first${first} }
  second: { like: openai, auth: { env: [SECOND_KEY] }, account: second${second} }
`;

const limits = (said: string) => `, limits: { ${said}, window: hour }`;

function tableOf(overlay: string, policy = routes): string {
  const { table, diagnostics } = compileFiles(
    { "routes.yaml": policy, "catalog.yaml": overlay },
    { runtime: runtimeFeatures },
  );
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return table!.text;
}

test("two keys carry together what neither could alone, each by what it has left, and no provider has to refuse", async () => {
  const [first, second] = [await counting(10), await counting(30)];
  const gateway = await twoKeys(first, second, keys(limits("requests: 10"), limits("requests: 30")));
  const some = await all(20, () => say(gateway, "chat"));
  expect([some.every(({ status }) => status === 200), first.asked, second.asked]).toEqual([true, 5, 15]);
  const rest = await all(18, () => say(gateway, "chat"));
  expect([rest.every(({ status }) => status === 200), first.asked, second.asked]).toEqual([true, 9, 29]);
  expect([first.refused, second.refused]).toEqual([0, 0]);
});

test("where no target has room the client is told 429 and when to come again, and nothing is said of their health", async () => {
  const [first, second] = [await counting(3), await counting(3)];
  const gateway = await twoKeys(first, second, keys(limits("requests: 3"), limits("requests: 3")));
  const replies = await all(12, () => say(gateway, "chat"));
  expect(replies.filter(({ status }) => status === 200).length).toBe(first.asked + second.asked);
  expect([first.refused, second.refused]).toEqual([0, 0]);
  const refused = replies.find(({ status }) => status === 429)!;
  expect(refused.headers).toMatchObject({ "x-pointsman-route": "chat", "x-pointsman-attempts": "0" });
  expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
  expect(refused.json.error).toMatchObject({
    code: "rate_limit_exceeded",
    message: expect.stringContaining("No target of the route has room"),
  });
  expect(new Set(refused.json.error?.attempts?.map(({ target, failure }) => `${target} ${failure}`))).toEqual(
    new Set(["first/gpt-5.4-mini rate-limited", "second/gpt-5.4-mini rate-limited"]),
  );
  expect(gateway.log.filter(({ event }) => event === "alarm" || event === "health")).toEqual([]);
});

test("a target at its limit is passed over for the next one, unless the route does not go on from a 429", async () => {
  const [first, second] = [await counting(2), await counting(100)];
  const gateway = await twoKeys(first, second, keys(limits("requests: 2")));
  const targets = [];
  for (let i = 0; i < 4; i++) targets.push(targetOf(await say(gateway, "row")));
  expect(targets).toEqual(["first/gpt-5.4-mini", ...Array(3).fill("second/gpt-5.4-mini")]);
  const strict = await say(gateway, "strict");
  expect([strict.status, second.asked, first.refused]).toEqual([429, 3, 0]);
});

test("models that are asked with one key share what that may be asked", async () => {
  const first = await counting(4);
  const account = ", accountLimits: { requests: 4, window: hour }";
  const gateway = await twoKeys(first, first, keys(account));
  const replies = [];
  for (const route of ["small", "row", "small", "row"]) replies.push(targetOf(await say(gateway, route)));
  expect(replies).toEqual(["first/gpt-5.4-nano", "first/gpt-5.4-mini", "first/gpt-5.4-nano", "second/gpt-5.4-mini"]);
});

test("tokens are taken as the most that a request may come to, and put right when it has ended", async () => {
  const held: ServerResponse[] = [];
  const slow = { url: await provider((_, response) => void held.push(response)) };
  const second = await counting(100);
  const gateway = await twoKeys(slow, second, keys(limits("outputTokens: 1000")));
  const say600 = () => say(gateway, "row", { body: { max_tokens: 600 } });
  const first = say600();
  await expect.poll(() => held.length).toBe(1);
  expect(targetOf(await say600())).toBe("second/gpt-5.4-mini");
  held[0]!.writeHead(200, { "content-type": "application/json" }).end(whole(7));
  expect(targetOf(await first)).toBe("first/gpt-5.4-mini");
  const third = say600();
  await expect.poll(() => held.length).toBe(2);
  held[1]!.writeHead(200, { "content-type": "application/json" }).end(whole(500));
  expect(targetOf(await third)).toBe("first/gpt-5.4-mini");
  expect(targetOf(await say600())).toBe("second/gpt-5.4-mini");
});

test("a stream that broke off has used what it brought", async () => {
  const broken = {
    url: await provider((_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(piece, () => response.destroy());
    }),
  };
  const gateway = await twoKeys(broken, await counting(100), keys(limits("outputTokens: 1000")));
  for (let i = 0; i < 3; i++) {
    const stream = await open(gateway, { body: { ...hello, model: "row", max_tokens: 600, stream: true } });
    expect(stream.headers["x-pointsman-target"]).toBe("first/gpt-5.4-mini");
    stream.on("error", () => {}).resume();
    await new Promise((resolve) => stream.once("close", resolve));
  }
});

test("what the provider refused has used a request and no tokens", async () => {
  const failing = { url: await provider((_, response) => void response.writeHead(400).end(wrong)) };
  const gateway = await twoKeys(failing, await counting(100), keys(limits("requests: 3, inputTokens: 1000")));
  const long = { messages: [{ role: "user", content: "word ".repeat(600) }] };
  const failed = [await say(gateway, "small", { body: long }), await say(gateway, "small", { body: long })];
  expect(failed.map(({ status }) => status)).toEqual([400, 400]);
  expect((await say(gateway, "small", { body: long })).status).toBe(429);
});

test("what a budget does not cover, and what a client leaves before it is sent, has used nothing of a limit", async () => {
  const policy = `routes:
  row: { otherwise: [first/gpt-5.4-mini, second/gpt-5.4-mini], max: { outputTokens: 100 } }
budgets: { all: { per: r.route, limit: $0.0001, window: day } }
`;
  const [first, second] = [await counting(100), await counting(100)];
  const overlay = `${keys(limits("requests: 3"))}prices: { second/*: { price: { input: 0, output: 0 } } }\n`;
  const gateway = await twoKeys(first, second, overlay, {}, policy);
  for (let i = 0; i < 5; i++) expect((await say(gateway, "row")).status).toBe(402);
  expect([first.asked, second.asked]).toEqual([0, 0]);
});

test("a target that another would be asked beside has no hedge where it has no room", async () => {
  const policy = `routes:
  row: { otherwise: [first/gpt-5.4-mini, second/gpt-5.4-mini], hedge: { after: 100ms, most: 1 } }
`;
  const slow = { asked: 0, url: "" };
  slow.url = await provider((_, response) => {
    slow.asked++;
    setTimeout(() => response.writeHead(200, { "content-type": "application/json" }).end(whole(5)), 500);
  });
  const second = await counting(2);
  const gateway = await twoKeys(slow, second, keys("", limits("requests: 2")), {}, policy);
  const replies = [];
  for (let i = 0; i < 3; i++) replies.push(targetOf(await say(gateway, "row")));
  expect(replies).toEqual(["second/gpt-5.4-mini", "first/gpt-5.4-mini", "first/gpt-5.4-mini"]);
  expect([second.asked, second.refused]).toEqual([1, 0]);
});

test("a request that is larger than a whole limit goes elsewhere, and is refused for good where there is nothing", async () => {
  const [first, second] = [await counting(100), await counting(100)];
  const gateway = await twoKeys(first, second, keys(limits("inputTokens: 100")));
  const long = { messages: [{ role: "user", content: "word ".repeat(600) }] };
  expect(targetOf(await say(gateway, "row", { body: long }))).toBe("second/gpt-5.4-mini");
  const refused = await say(gateway, "small", { body: long });
  expect(refused.status).toBe(429);
  expect(refused.headers["retry-after"]).toBeUndefined();
  expect(refused.json.error?.message).toContain("larger than");
  expect(first.asked).toBe(0);
});

test("gateways on one store share what a key may be asked", async () => {
  const first = await counting(20);
  const second = await counting(100);
  const state = `sqlite:${newFile()}`;
  const overlay = keys(limits("requests: 20"), limits("requests: 100"));
  const gateways = [await twoKeys(first, second, overlay, { state }), await twoKeys(first, second, overlay, { state })];
  const replies = await all(60, (i) => say(gateways[i % 2]!, "chat"));
  expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
  expect([first.refused, second.refused]).toEqual([0, 0]);
  const row = await all(60, (i) => say(gateways[i % 2]!, "row"));
  expect(row.filter(({ status }) => status === 200).length).toBe(57);
  expect([first.asked, second.asked, first.refused, second.refused]).toEqual([19, 98, 0, 0]);
});

test("embeddings count as many requests as they are asked in", async () => {
  const url = await provider((_, response, body) => {
    const { input } = JSON.parse(body) as { input: string[] };
    const data = input.map((_, index) => ({ object: "embedding", index, embedding: [1, 0] }));
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ object: "list", data, usage: { prompt_tokens: 1, total_tokens: 1 } }));
  });
  const rates = [{ rates: { requests: 10 }, window: 3_600_000 }];
  const target: TargetSpec = { dialect: "openai", kind: "embedding", batch: 2, limits: rates };
  const spec = { targets: { "one/e1": target }, routes: { vectors: { use: ["one/e1"] } } };
  const gateway = await runtime(spec, { one: url });
  const input = Array.from({ length: 9 }, (_, i) => `text ${i}`);
  const embed = () => ask(gateway, { path: "/v1/embeddings", body: { model: "vectors", input } });
  expect([(await embed()).status, (await embed()).status]).toEqual([200, 429]);
});

test("a shadow takes of the limits, too, and is not asked where nothing is left", async () => {
  const policy = `routes:
  chat: { otherwise: first/gpt-5.4-mini, shadow: { use: second/gpt-5.4-mini, share: 1 } }
`;
  const [first, second] = [await counting(100), await counting(2)];
  const gateway = await twoKeys(first, second, keys("", limits("requests: 2")), {}, policy);
  for (let i = 0; i < 4; i++) expect((await say(gateway, "chat")).status).toBe(200);
  await expect.poll(() => gateway.log.filter(({ event }) => event === "shadow").length).toBeGreaterThan(0);
  expect([second.asked, second.refused]).toEqual([1, 0]);
});

test("a table whose targets have no limits has nothing of them", async () => {
  const { url } = await simulator();
  const gateway = await twoKeys({ url }, { url }, keys(""));
  expect((await say(gateway, "chat")).status).toBe(200);
});

interface Counting {
  readonly url: string;
  asked: number;
  refused: number;
}

/** Refuses what is beyond so many requests in an hour. */
async function counting(most: number): Promise<Counting> {
  const state = { asked: 0, refused: 0 };
  const url = await provider((_request, response) => {
    const isRefused = ++state.asked > most;
    if (isRefused) state.refused++;
    response.writeHead(isRefused ? 429 : 200, { "content-type": "application/json" });
    response.end(isRefused ? "{}" : whole(5));
  });
  return Object.assign(state, { url });
}

function twoKeys(
  first: { readonly url: string },
  second: { readonly url: string },
  overlay: string,
  options: Partial<RuntimeOptions> = {},
  policy = routes,
): Promise<TestRuntime> {
  return fromPolicy(tableOf(overlay, policy), { first: first.url, second: second.url }, options);
}

function say(gateway: TestRuntime, model: string, { body }: Asked = {}): Promise<Reply> {
  return ask(gateway, { body: { ...hello, model, ...(body as object) } });
}

function all<T>(count: number, of: (index: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, i) => of(i)));
}

function whole(output: number): string {
  return JSON.stringify({
    choices: [{ message: { role: "assistant", content: "ab" }, finish_reason: "stop" }],
    usage: { prompt_tokens: 3, completion_tokens: output, total_tokens: 3 + output },
  });
}

const wrong = JSON.stringify({ error: { message: "No.", type: "invalid_request_error", param: null, code: null } });
const piece = `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: "a" }, finish_reason: null }] })}\n\n`;

function targetOf({ headers }: Reply): unknown {
  return headers["x-pointsman-target"];
}
