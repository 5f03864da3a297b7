/** Members that the Responses API does not have, though chat completions do, mean nothing in it. */
import { expect, test } from "vitest";
import { ask, provider, runtime } from "../../running.ts";

const choice = { index: 0, message: { role: "assistant", content: "Yes." }, finish_reason: "stop" };
const usage = { prompt_tokens: 3, completion_tokens: 1, total_tokens: 4 };
const answer = JSON.stringify({
  id: "c1",
  object: "chat.completion",
  created: 1,
  model: "m",
  choices: [choice],
  usage,
});

test("one output limit goes out, the route's, whatever a client calls a limit; messages are those of the input", async () => {
  const got: Record<string, unknown>[] = [];
  const url = await provider((_, response, body) => {
    got.push(JSON.parse(body) as Record<string, unknown>);
    response.writeHead(200, { "content-type": "application/json" }).end(answer);
  });
  const rename = { max_completion_tokens: "max_completion_tokens" };
  const targets = {
    "one/m": { dialect: "openai" as const },
    "one/n": { dialect: "openai" as const, parameters: { rename } },
  };
  const max = { outputTokens: 200 };
  const routes = { first: { use: ["one/m"], max }, second: { use: ["one/n"], max } };
  const gateway = await runtime({ targets, routes }, { one: url });
  const foreign = {
    max_completion_tokens: 50_000,
    max_tokens: 60_000,
    n: 40,
    messages: [{ role: "user", content: "More." }],
  };
  for (const model of ["first", "second"]) {
    const body = { model, input: "Hello.", max_output_tokens: 400, ...foreign };
    const reply = await ask(gateway, { path: "/v1/responses", body });
    expect([reply.status, String(reply.headers["x-pointsman-dropped"]).split(", ")]).toEqual([
      200,
      expect.arrayContaining(Object.keys(foreign)),
    ]);
  }
  const messages = [{ role: "user", content: "Hello." }];
  expect(got).toEqual([
    { model: "m", messages, max_tokens: 200 },
    { model: "n", messages, max_completion_tokens: 200 },
  ]);
});
