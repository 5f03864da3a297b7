/** What an answer says of its price and cost, beside what the provider has billed for it. */
import { expect, test } from "vitest";
import { ask, hello, provider, runtime } from "../../running.ts";

/** USD per million tokens. */
const price = { input: 2.5, output: 10 };
/** 11 × 2.5 + 7 × 10 micro-USD. */
const COST = "0.0000975";

const usage = { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 };
const head = { id: "c", created: 1, model: "m" };

function answering(): Promise<string> {
  return provider((request, response, body) => {
    if (request.url?.includes("embeddings")) {
      const data = [{ object: "embedding", index: 0, embedding: [0.5, 0.25] }];
      const used = { prompt_tokens: 39, total_tokens: 39 };
      response.end(JSON.stringify({ object: "list", data, model: "m", usage: used }));
      return;
    }
    const message = { role: "assistant", content: "hello" };
    if (!(JSON.parse(body) as { stream?: boolean }).stream) {
      const choices = [{ index: 0, message, finish_reason: "stop" }];
      response.end(JSON.stringify({ ...head, object: "chat.completion", choices, usage }));
      return;
    }
    response.writeHead(200, { "content-type": "text/event-stream" });
    const event = (more: object): string =>
      `data: ${JSON.stringify({ ...head, object: "chat.completion.chunk", ...more })}\n\n`;
    response.write(event({ choices: [{ index: 0, delta: message }] }));
    response.write(event({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }] }));
    response.end(`${event({ choices: [], usage })}data: [DONE]\n\n`);
  });
}

const bodies: Record<string, object> = {
  "/v1/chat/completions": hello,
  "/v1/messages": { ...hello, max_tokens: 50 },
  "/v1/responses": { model: "chat", input: "Hello" },
};
const ways = Object.keys(bodies).flatMap((path) => [
  [path, false],
  [path, true],
]) as [string, boolean][];

test.each(ways)("%s, streamed: %s, says the rates of its target and what it was billed", async (path, stream) => {
  const one = await answering();
  const dead = await provider((_request, response) => void response.writeHead(503).end("{}"));
  const dear = { dialect: "openai" as const, price: { input: 90, output: 90 } };
  const gateway = await runtime(
    {
      targets: { "dead/m0": dear, "one/m1": { dialect: "openai", price } },
      routes: { chat: { use: ["dead/m0", "one/m1"] } },
    },
    { one, dead },
  );
  const reply = await ask(gateway, { path, body: { ...bodies[path], stream } });
  expect(reply.status).toBe(200);
  expect(reply.headers["x-pointsman-target"]).toBe("one/m1");
  expect([reply.headers["x-pointsman-price-input"], reply.headers["x-pointsman-price-output"]]).toEqual(["2.5", "10"]);
  expect((stream ? reply.trailers : reply.headers)["x-pointsman-cost-usd"]).toBe(COST);
});

test("embeddings say the rate of their input and what they were billed", async () => {
  const one = await answering();
  const gateway = await runtime(
    {
      targets: { "one/m1": { dialect: "openai", kind: "embedding", dims: 2, price: { input: 2.5 } } },
      routes: { chat: { use: ["one/m1"] } },
    },
    { one },
  );
  const reply = await ask(gateway, { path: "/v1/embeddings", body: { model: "chat", input: "Hello" } });
  expect(reply.status).toBe(200);
  expect(reply.headers["x-pointsman-price-input"]).toBe("2.5");
  expect(reply.headers["x-pointsman-price-output"]).toBeUndefined();
  expect(reply.headers["x-pointsman-cost-usd"]).toBe("0.0000975");
});
