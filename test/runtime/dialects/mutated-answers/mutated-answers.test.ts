/** Whatever a provider answers, a client gets an end in its own protocol: an answer, a typed failure, or a stream that says it broke. */
import { expect, test } from "vitest";
import { thorough } from "../../../thorough.ts";
import { answerTo } from "../../endpoints/bad-input/answers.ts";
import { faultOfStream } from "../../endpoints/bad-input/faults.ts";
import { startGateway } from "../../endpoints/bad-input/gateway.ts";
import { tryAnswers } from "./try-answers.ts";

const RUNS = thorough(100, 25);

test("mutated answers of every dialect end well for the clients of every endpoint", async () => {
  // More of them, with other seeds: npm run verify:input.
  const { statuses, report } = await tryAnswers({ seed: 20_261_127, runs: RUNS });
  expect(report).toBeUndefined();
  expect(statuses.get(200)).toBeGreaterThan(2 * RUNS);
  expect(statuses.get(502)).toBeGreaterThan(RUNS / 5);
});

test.each([
  ["anthropic", "messages", "/v1/messages", 'event: content_block_delta\ndata: {"type":"content_block_delta"}\n\n'],
  ["openai", "chat", "/v1/chat/completions", 'data: {"object":"chat.completion.chunk","choices":[]}\n\n'],
] as const)("what %s sends behind the end of a stream goes no further", async (provider, protocol, path, late) => {
  const gateway = await startGateway((url, body) => {
    const answer = answerTo(url, body);
    return { ...answer, bytes: `${answer.bytes}${late}` };
  });
  const messages = [{ role: "user", content: "Hi" }];
  const body = { model: `chat-${provider}`, max_tokens: 50, stream: true, messages };
  const { text } = await gateway.post(path, JSON.stringify(body));
  await gateway.close();
  expect(faultOfStream(text, protocol)).toBeUndefined();
});
