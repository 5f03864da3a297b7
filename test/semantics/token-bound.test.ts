import { expect, test } from "vitest";
import { Facts } from "../../semantics/facts/facts.ts";
import { Random } from "../agreement/random.ts";

const pieces = [
  "a",
  ".",
  "a.b,c;",
  "1",
  "12345",
  " ",
  "\n",
  "\n\n",
  "é",
  "ж",
  "漢",
  "カ",
  "한",
  "ท",
  "🌍",
  '"',
  "\\",
  "Zm9vYmFy",
  "{}",
  "aB3",
];

function randomBody(random: Random): object {
  const text = () => random.list(random.integer(40), () => random.pick(pieces)).join("");
  const parts = [{ type: "image_url" }, { type: "input_audio" }, { type: "file" }, { type: "text", text: text() }];
  const messages = random.list(random.integer(20), () =>
    random.pick([{}, { role: "user", content: text() }, { role: "user", content: [random.pick(parts)] }]),
  );
  const tools = random.list(random.integer(4), () => ({
    type: "function",
    function: { name: text(), parameters: {} },
  }));
  return random.once(2) ? { messages } : { messages, tools };
}

test("the cheap bound on a body's tokens is never below the estimate", () => {
  const random = new Random(7);
  for (let i = 0; i < 3_000; i++) {
    const body = randomBody(random) as Record<string, unknown>;
    const bytes = Buffer.byteLength(JSON.stringify(body));
    const request = { body, route: "r", endpoint: "chat", key: { id: "k", tags: [] }, metadata: {}, now: new Date(0) };
    const tokens = new Facts(request).inputTokens;
    const limit = tokens - 1;
    expect(new Facts({ ...request, bytes }).mayHaveMoreTokensThan(limit), JSON.stringify(body)).toBe(true);
  }
});
