/** What callers say of a Messages request in its `metadata`, for the policy and for the provider. */
import { expect, test } from "vitest";
import { ask, provider, runtime } from "../../running.ts";

const answer = JSON.stringify({
  ...{ id: "msg_1", type: "message", role: "assistant", model: "m", stop_reason: "end_turn" },
  content: [{ type: "text", text: "Yes." }],
  usage: { input_tokens: 3, output_tokens: 1 },
});

async function gateway(): Promise<{
  got: Record<string, unknown>[];
  say: (metadata: object) => ReturnType<typeof ask>;
}> {
  const got: Record<string, unknown>[] = [];
  const url = await provider((_, response, body) => {
    got.push(JSON.parse(body) as Record<string, unknown>);
    response.writeHead(200, { "content-type": "application/json" }).end(answer);
  });
  const targets = { "one/m": { dialect: "anthropic" as const } };
  const metadata = { sensitivity: { values: ["pii", "public"] } };
  const served = await runtime({ metadata, targets, routes: { chat: { use: ["one/m"] } } }, { one: url });
  const messages = [{ role: "user", content: "Hello." }];
  const say = (said: object) =>
    ask(served, { path: "/v1/messages", body: { model: "chat", max_tokens: 10, messages, metadata: said } });
  return { got, say };
}

test("a declared field is the policy's, and goes to no provider; the end user's id goes on", async () => {
  const { got, say } = await gateway();
  expect((await say({ sensitivity: "pii", user_id: "u-1" })).status).toBe(200);
  expect((await say({ sensitivity: "public" })).status).toBe(200);
  expect((await say({ user_id: "u-2" })).status).toBe(200);
  expect(got.map(({ metadata }) => metadata)).toEqual([{ user_id: "u-1" }, undefined, { user_id: "u-2" }]);
});

test("notes of the client go to no provider of this API, which takes the end user's id alone, and that is told", async () => {
  const { got, say } = await gateway();
  const [noted, plain] = [await say({ note: "n-1", user_id: "u-1", sensitivity: "pii" }), await say({ note: "n-1" })];
  expect([noted, plain].map(({ headers }) => headers["x-pointsman-dropped"])).toEqual(["metadata", "metadata"]);
  expect((await say({ sensitivity: "pii" })).headers["x-pointsman-dropped"]).toBeUndefined();
  expect(got.map(({ metadata }) => metadata)).toEqual([{ user_id: "u-1" }, undefined, undefined]);
});

test("a value that is not in the list of the policy is refused", async () => {
  const { got, say } = await gateway();
  const refused = await say({ sensitivity: "PII", user_id: "u-1" });
  expect([refused.status, refused.text]).toEqual([400, expect.stringContaining("metadata.sensitivity")]);
  expect(got).toEqual([]);
});
