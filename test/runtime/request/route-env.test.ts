/** Keys of one environment reach no route of another, whatever leads there. */
import { expect, test } from "vitest";
import { hashKey, type KeyRecord } from "../../../runtime/state/keys.ts";
import { fromPolicy, tableOf } from "../from-policy.ts";
import { ask, hello, KEY, keyRecord, type Reply, simulator, type TestRuntime } from "../running.ts";

const key = (id: string, more: Partial<KeyRecord> = {}): KeyRecord => ({ id, hash: hashKey(id), tags: [], ...more });
const keys = [
  { ...keyRecord },
  key("dev", { env: "dev" }),
  key("stage", { env: "stage" }),
  key("prod", { env: "prod" }),
  key("elsewhere", { env: "prod", routes: ["open"] }),
];

const policy = `routes:
  live: { env: [prod], otherwise: anthropic/claude-haiku-5-5, max: { inputTokens: 50000 } }
  tried: { env: [dev, stage], otherwise: openai/gpt-5.4-mini, max: { inputTokens: 50000 } }
  dev-*: { env: [dev], otherwise: openai/gpt-5.4-mini, max: { inputTokens: 50000 } }
  open: { otherwise: openai/gpt-5.4-mini, max: { inputTokens: 50000 } }
`;

async function setting() {
  const [one, other] = await Promise.all([
    simulator({ record: 100 }),
    simulator({ dialect: "anthropic", record: 100 }),
  ]);
  const gateway = await fromPolicy(tableOf(policy), { openai: one.url, anthropic: other.url }, { keys });
  return { gateway, one, other };
}

const asking = (gateway: TestRuntime, who: string, model: string): Promise<Reply> =>
  ask(gateway, { headers: { authorization: `Bearer ${who}` }, body: { ...hello, model } });

test("a key reaches the routes of its environment, and those that are for all", async () => {
  const { gateway, one, other } = await setting();
  const models = ["live", "tried", "dev-1", "open"];
  const statuses = async (who: string) => {
    const replies: number[] = [];
    for (const model of models) replies.push((await asking(gateway, who, model)).status);
    return replies;
  };
  expect(await statuses("prod")).toEqual([200, 403, 404, 200]);
  expect(await statuses("stage")).toEqual([403, 200, 404, 200]);
  expect(await statuses("dev")).toEqual([403, 200, 200, 200]);
  expect(await statuses(KEY)).toEqual([403, 403, 404, 200]);
  expect(await statuses("elsewhere")).toEqual([403, 403, 404, 200]);
  expect([one.requests.length, other.requests.length]).toEqual([8, 1]);
});

test("who names a route of another environment is told so, in each API, and sees it in no list", async () => {
  const { gateway } = await setting();
  const told = async (who: string) => {
    const { json } = await asking(gateway, who, "live");
    return [json.error?.code, json.error?.message];
  };
  const is = 'The route "live" is for keys of another environment; this API key';
  expect(await told("dev")).toEqual(["route_not_allowed", `${is} is of "dev".`]);
  expect(await told(KEY)).toEqual(["route_not_allowed", `${is} has none.`]);
  expect(await told("elsewhere")).toEqual(["route_not_allowed", 'This API key may not use the route "live".']);
  const messages = await ask(gateway, {
    path: "/v1/messages",
    headers: { "x-api-key": "dev" },
    body: { ...hello, model: "live", max_tokens: 10 },
  });
  expect([messages.status, (messages.json.error as { type?: string }).type]).toEqual([403, "permission_error"]);
  const unknown = await asking(gateway, "prod", "dev-1");
  expect(unknown.json.error?.message).toBe('There is no route "dev-1". Yours are: live, open.');
  const listed = async (who: string) => {
    const reply = await fetch(`${gateway.url}/v1/models`, { headers: { authorization: `Bearer ${who}` } });
    return ((await reply.json()) as { data: { id: string }[] }).data.map(({ id }) => id).sort();
  };
  expect(await listed("prod")).toEqual(["live", "open"]);
  expect(await listed("dev")).toEqual(["dev-*", "open", "tried"]);
  expect(await listed(KEY)).toEqual(["open"]);
  const one = await fetch(`${gateway.url}/v1/models/live`, { headers: { authorization: "Bearer dev" } });
  expect(one.status).toBe(404);
});
