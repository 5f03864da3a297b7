import { describe, expect, test } from "vitest";
import type { Condition } from "../../../compiler/lower/ir.ts";
import type { CostTerm } from "../../../compiler/plan/cost-term.ts";
import { boxesOf } from "../../../compiler/regions/boxes.ts";
import { columnsOf } from "../../../compiler/regions/columns.ts";
import type { Realised } from "../../../compiler/regions/search/point.ts";
import { WitnessTheory } from "../../../compiler/witness/theory.ts";
import type { Witness } from "../../../schemas/witness.ts";
import { inputTokensOf } from "../../../semantics/tokens/input-tokens.ts";
import { all, below, flag, from, not, oneOf, policy, range, route } from "../regions/conditions.ts";
import { refusal } from "./read-witness.ts";

/** One answer is all that a target gives. */
const carried = { choices: false, serviceTier: false, searches: false, longCache: false };

/** What a condition that is one box comes to. */
function realise(condition: Condition, costs: ReadonlyMap<string, CostTerm> = new Map()): Realised<Witness> {
  const columns = columnsOf([condition]);
  const boxes = boxesOf(condition, columns);
  if (boxes.tooLarge || boxes.boxes.length !== 1) throw new Error("One box is meant.");
  const world = { policy: policy(route()), route: route(), columns, costs, today: "2026-01-06" };
  return new WitnessTheory(world).realise(boxes.boxes[0]!);
}

function request(condition: Condition): Witness["request"] {
  return witness(condition).request;
}

function witness(condition: Condition): Witness {
  const answer = realise(condition);
  if (answer.kind !== "real") throw new Error(JSON.stringify(answer.kind));
  expect(refusal(answer.value)).toBeUndefined();
  return answer.value;
}

/** The columns that exclude each other. */
function excluded(condition: Condition, costs?: ReadonlyMap<string, CostTerm>): string[] {
  const answer = realise(condition, costs);
  if (answer.kind !== "impossible") throw new Error(answer.kind === "unknown" ? answer.why : answer.kind);
  return [...answer.box.keys()].map((key) => key.replace("\0", " "));
}

const plain = { tokens: { expected: 1, upper: 1 }, added: { expected: 0, upper: 0, hard: 0 } };

const hello = { role: "user", content: "Hello." };

describe("a witness", () => {
  test("is a greeting at noon where nothing is asked", () => {
    expect(witness({ ...flag("stream"), kind: "not", of: flag("stream") } as Condition)).toEqual({
      format: "pointsman-witness",
      version: 1,
      request: { model: "main", messages: [hello] },
      key: { id: "demo", tags: [] },
      at: "2026-01-06T12:00:00Z",
      state: {},
    });
  });

  test("has round numbers", () => {
    expect(inputTokensOf(request(from("inputTokens", 32_001))).expected).toBe(40_000);
    expect(request(from("maxOutputTokens", 8_001)).max_completion_tokens).toBe(9_000);
    expect(inputTokensOf(request(range("inputTokens", 32_001, 32_003))).expected).toBe(32_001);
  });

  test("stands on the first day that there is, at an hour near noon", () => {
    expect(witness(all(oneOf("weekday", "mon"), from("hour", 18))).at).toBe("2026-01-12T18:00:00Z");
    expect(witness(below("hour", 9)).at).toBe("2026-01-06T08:00:00Z");
  });

  test("asks for a tool where tools are needed, and shows a call where there are none", () => {
    expect(request(flag("needs.tools")).tools).toHaveLength(1);
    const called = request(all(flag("needs.tools"), below("tools", 1)));
    expect(called).not.toHaveProperty("tools");
    expect((called.messages as { role: string }[]).map(({ role }) => role)).toEqual(["assistant", "tool", "user"]);
  });

  test("talks in turns", () => {
    const { messages } = request(from("messages", 6));
    expect((messages as { role: string }[]).map(({ role }) => role)).toEqual([
      "system",
      "user",
      "assistant",
      "user",
      "assistant",
      "user",
    ]);
  });

  test("fits into a body even with the most tokens", () => {
    const body = JSON.stringify(request(from("inputTokens", 15_999_000)));
    expect(Buffer.byteLength(body)).toBeLessThan(32 * 1024 * 1024);
  });
});

describe("what excludes each other", () => {
  test("are images and no need for vision, tools and no need for them", () => {
    expect(excluded(all(from("images", 2), not(flag("needs.vision")), flag("stream")))).toEqual([
      "images",
      "needs.vision",
    ]);
    expect(excluded(all(from("tools", 1), not(flag("needs.tools")), flag("stream")))).toEqual(["needs.tools", "tools"]);
  });

  test("are more turns than messages", () => {
    expect(excluded(all(from("turns", 3), below("messages", 3), flag("stream")))).toEqual(["messages", "turns"]);
  });

  test("are words without a turn", () => {
    expect(excluded(all(flag("text.includes", "refund"), below("turns", 1)))).toEqual([
      "text.includes refund",
      "turns",
    ]);
  });

  test("are many parts and few tokens, together", () => {
    const parts = all(from("images", 2), flag("needs.pdf"));
    expect(excluded(all(parts, below("inputTokens", 3_210), flag("stream")))).toEqual([
      "images",
      "inputTokens",
      "needs.pdf",
    ]);
    expect(inputTokensOf(request(all(parts, below("inputTokens", 3_211)))).expected).toBe(3_210);
  });

  test("are long words and few tokens", () => {
    const words = flag("text.includes", "refund, please, of order 123456789");
    expect(excluded(all(words, below("inputTokens", 12), flag("stream")))).toEqual([
      "inputTokens",
      "text.includes refund, please, of order 123456789",
    ]);
  });

  test("are tools, and fewer tokens at most than tools count", () => {
    const offered = all(from("tools", 2), flag("stream"));
    expect(excluded(all(offered, below("request.upperTokens", 850)))).toEqual(["request.upperTokens", "tools"]);
    expect(request(all(offered, below("request.upperTokens", 960))).tools).toHaveLength(2);
    // A call in the history is a need of tools, and has none.
    const needed = all(flag("needs.tools"), flag("stream"));
    expect(request(all(needed, below("request.upperTokens", 200))).tools).toBeUndefined();
  });

  test("are more messages than a body can have", () => {
    expect(excluded(from("messages", 17_000_000))).toEqual(["messages"]);
    expect(realise(from("messages", 20_000)).kind).toBe("unknown");
    expect(excluded(all(from("messages", 20_000), below("inputTokens", 80_000)))).toEqual(["inputTokens", "messages"]);
  });

  test("are a low cost and many tokens, and a cost that no output reaches", () => {
    const costs = new Map<string, CostTerm>([
      ["a/b", { ...plain, price: { input: 1, output: 10 }, carried, mostOutput: 1_000 }],
    ]);
    const cost = (from: number, to: number): Condition =>
      ({
        ...flag("stream"),
        kind: "atom",
        atom: { kind: "range", fact: "target.maxCost", argument: "a/b", from, to },
      }) as Condition;
    const [dear, cheap] = [cost(0.11, Number.POSITIVE_INFINITY), cost(Number.NEGATIVE_INFINITY, 0.1)];
    expect(excluded(all(cheap, from("inputTokens", 100_000), flag("stream")), costs)).toEqual([
      "inputTokens",
      "target.maxCost a/b",
    ]);
    // What is expected of an input says little of the most that it may count.
    expect(realise(all(dear, below("inputTokens", 10_000)), costs).kind).toBe("real");
    expect(excluded(all(dear, below("request.upperTokens", 100_000), flag("stream")), costs)).toEqual([
      "request.upperTokens",
      "target.maxCost a/b",
    ]);
    expect(realise(all(dear, below("request.upperTokens", 100_001)), costs).kind).toBe("real");
    expect(
      excluded(all(dear, below("request.upperTokens", 100_001), range("maxOutputTokens", 1, 1_000)), costs),
    ).toEqual(["maxOutputTokens", "request.upperTokens", "target.maxCost a/b"]);
  });
});

test("what is found out is kept", () => {
  const columns = columnsOf([all(flag("needs.pdf"), from("images", 1), from("inputTokens", 2_000))]);
  const world = { policy: policy(route()), route: route(), columns, costs: new Map(), today: "2026-01-06" };
  const theory = new WitnessTheory(world);
  const before = theory.impossible.length;
  const cells = new Map([
    ["needs.pdf", 0b10n],
    ["images", 0b100n],
    ["inputTokens", 0b10n],
  ]);
  expect(theory.realise(cells)).toEqual({ kind: "impossible", box: cells });
  expect(theory.impossible.slice(before)).toEqual([cells]);
});
