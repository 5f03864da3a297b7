/** What the bytes of a body say of its tokens without counting them. */
import { expect, test } from "vitest";
import { chatFacts } from "../../../semantics/facts/chat-said.ts";
import { expectedCosts, nextStates, START, STEP_SHIFT } from "../../../semantics/tokens/automaton.ts";
import { inputTokensOf } from "../../../semantics/tokens/input-tokens.ts";
import { classOfUnit } from "../../../semantics/tokens/unit-classes.ts";
import { Random } from "../../agreement/random.ts";

const PER_BYTE = 2;

test("no step of the count expects more tokens than two for each byte, in sum from the start", () => {
  const least = new Map<number, number>();
  for (let unit = 0; unit < 65_536; unit++) {
    const bytes = unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
    const kind = classOfUnit[unit]!;
    least.set(kind, Math.min(bytes, least.get(kind) ?? bytes));
  }
  // The most that any text which ends in a state is above its bound; 0 where none is.
  const above = new Map([[START, 0]]);
  const open = [START];
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    for (const [kind, bytes] of least) {
      const step = (state << STEP_SHIFT) | kind;
      const sum = above.get(state)! + expectedCosts[step]! / 100 - PER_BYTE * bytes;
      expect(sum).toBeLessThanOrEqual(0);
      const next = nextStates[step]!;
      if (sum <= (above.get(next) ?? Number.NEGATIVE_INFINITY)) continue;
      above.set(next, sum);
      open.push(next);
    }
  }
  expect(above.size).toBeGreaterThan(1);
});

const pieces = [
  ...[
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
  ],
  ...["aB3", "\u0001", "\ud800", ""],
];

function randomBody(random: Random): Record<string, unknown> {
  const text = () => random.list(random.integer(30), () => random.pick(pieces)).join("");
  const few = () => random.pick(pieces);
  const part = () =>
    random.pick([
      { type: "text", text: text() },
      { type: "thinking", [few()]: few() },
    ]);
  const call = () => ({ id: few(), function: { name: few(), arguments: text(), [few()]: few() } });
  const messages = random.list(random.integer(20), () =>
    random.pick([
      { role: "user", content: text() },
      { role: "user", content: random.list(random.integer(5), part) },
      { role: "assistant", tool_calls: random.list(random.integer(5), call) },
      { role: "tool", content: "", tool_call_id: few(), [few()]: [[], {}, few()] },
    ]),
  );
  const tools = random.list(random.integer(4), () =>
    random.pick([{}, { type: "function", function: { name: few() } }]),
  );
  return {
    messages,
    tools,
    functions: tools,
    [few()]: random.list(random.integer(9), () => random.pick([0, -1.5, few(), {}])),
  };
}

test("a body that has more tokens than a number is never said to have no more", () => {
  const random = new Random(7);
  let told = 0;
  for (let i = 0; i < 3_000; i++) {
    const body = randomBody(random);
    const bytes = Buffer.byteLength(JSON.stringify(body));
    const request = {
      body,
      route: "r",
      endpoint: "chat",
      key: { id: "k", tags: [] },
      metadata: {},
      now: new Date(0),
      bytes,
    };
    const { expected } = inputTokensOf(body);
    expect(chatFacts(request).mayExpectMoreThan(expected - 1), JSON.stringify(body)).toBe(true);
    if (!chatFacts(request).mayExpectMoreThan(10_000)) told += 1;
  }
  expect(told).toBeGreaterThan(1_000);
});

test("pictures are not told by their bytes", () => {
  const body = { messages: [{ role: "user", content: [{ type: "image_url", image_url: { url: "https://a.b/c" } }] }] };
  const request = { body, route: "r", endpoint: "chat", key: { id: "k", tags: [] }, metadata: {}, now: new Date(0) };
  expect(chatFacts({ ...request, bytes: 100 }).mayExpectMoreThan(500)).toBe(true);
});
