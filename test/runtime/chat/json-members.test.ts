import { describe, expect, test } from "vitest";
import { spliceMembers, topMembers } from "../../../runtime/chat/json-members.ts";

const splice = (body: string, edits: Parameters<typeof spliceMembers>[1]) => spliceMembers(body, edits).toString();

describe("splicing members", () => {
  test("sets, renames, removes and appends, and leaves every other byte", () => {
    const body = '{ "model" : "a",\n  "x":[1, {"model":"}"}] , "max_tokens": 5,"t":"\\"model\\":"}\n';
    expect(splice(body, {})).toBe(body);
    expect(splice(body, { set: { model: '"b"' } })).toBe(body.replace('"a"', '"b"'));
    expect(splice(body, { rename: { max_tokens: "m" } })).toBe(body.replace('"max_tokens"', '"m"'));
    expect(splice(body, { remove: ["model"] })).toBe(
      '{ "x":[1, {"model":"}"}] , "max_tokens": 5,"t":"\\"model\\":"}\n',
    );
    expect(splice(body, { remove: ["t", "x"] })).toBe('{ "model" : "a" , "max_tokens": 5}\n');
    expect(splice(body, { set: { stream: "true" } })).toBe(`${body.slice(0, -2)},"stream":true}\n`);
  });

  test("works on an object that is empty or becomes empty", () => {
    expect(splice("{ }", {})).toBe("{ }");
    expect(splice("{ }", { set: { a: "1", b: "2" } })).toBe('{"a":1,"b":2 }');
    expect(splice('{ "a": 1 }', { remove: ["a"] })).toBe("{  }");
    expect(splice('{"a":1}', { remove: ["a"], set: { b: "[]" } })).toBe('{"b":[]}');
  });

  test("treats duplicates alike, however their names are spelt", () => {
    const body = '{"model":1,"b":2,"mod\\u0065l":3}';
    expect(topMembers(Buffer.from(body)).map((member) => member.key)).toEqual(["model", "b", "model"]);
    expect(splice(body, { remove: ["model"] })).toBe('{"b":2}');
    expect(splice(body, { set: { model: "9" } })).toBe('{"model":9,"b":2,"mod\\u0065l":9}');
    expect(splice(body, { rename: { model: "m" } })).toBe('{"m":1,"b":2,"m":3}');
  });

  test("removes a member whose new name is in use", () => {
    const rename = { max_tokens: "max_completion_tokens" };
    expect(splice('{"max_tokens":1,"max_completion_tokens":2}', { rename })).toBe('{"max_completion_tokens":2}');
    expect(splice('{"max_tokens":1}', { rename, set: { max_completion_tokens: "3" } })).toBe(
      '{"max_completion_tokens":3}',
    );
    expect(splice('{"a":1}', { rename, set: { max_tokens: "3" } })).toBe('{"a":1,"max_completion_tokens":3}');
    expect(splice('{"max_tokens":1,"max_completion_tokens":2}', { rename, remove: ["max_completion_tokens"] })).toBe(
      '{"max_completion_tokens":1}',
    );
  });

  test("agrees with JSON.parse on random objects", () => {
    // No key is a lone backslash: after one, JSON.parse of V8 14 (Node 26.10) misreads keys that begin with an escape.
    const random = randomFrom(20_240_517);
    for (let i = 0; i < 600; i++) {
      const body = randomObject(random, 3, ["model", "stream", "a", "é\n", "🌍", '"', "a\\b", ""]);
      const parsed = JSON.parse(body) as Record<string, unknown>;
      const members = topMembers(Buffer.from(body));
      const read = members.map((member) => [
        member.key,
        JSON.parse(Buffer.from(body).toString("utf8", member.valueStart, member.valueEnd)),
      ]);
      expect(Object.fromEntries(read)).toEqual(parsed);
      expect(splice(body, {})).toBe(body);
      const edited = splice(body, {
        set: { model: '"new"' },
        rename: { a: "b", "é\n": "model" },
        remove: ["stream", '"'],
      });
      expect(JSON.parse(edited)).toEqual(expectedEdit(parsed));
    }
  });
});

function expectedEdit(parsed: Record<string, unknown>): Record<string, unknown> {
  const { a, stream: _, '"': __, "é\n": ___, ...rest } = parsed;
  return { ...rest, ...("a" in parsed ? { b: a } : {}), model: "new" };
}

type Random = (below: number) => number;

/** A small linear congruential generator: the same objects in every run. */
function randomFrom(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function randomObject(random: Random, depth: number, keys: string[]): string {
  const members = Array.from({ length: random(7) }, () => {
    const key = randomString(random, keys[random(keys.length)]!);
    return `${space(random)}${key}${space(random)}:${space(random)}${randomValue(random, depth)}${space(random)}`;
  });
  return `${space(random)}{${members.join(",") || space(random)}}${space(random)}`;
}

function randomValue(random: Random, depth: number): string {
  const texts = ["", "}", '",', "\\", "北京 🌍", "\u2028", "a\tb", '{"model":1}', '\\"'];
  switch (random(depth > 0 ? 6 : 4)) {
    case 0:
      return ["true", "false", "null"][random(3)]!;
    case 1:
      return ["0", "-1.5e+10", "12345678901234567890"][random(3)]!;
    case 2:
    case 3:
      return randomString(random, texts[random(texts.length)]!);
    case 4:
      return randomObject(random, depth - 1, ["model", "x"]).trim();
    default:
      return `[${Array.from({ length: random(4) }, () => space(random) + randomValue(random, depth - 1)).join(",")}]`;
  }
}

/** A JSON string, sometimes with characters escaped that need not be. */
function randomString(random: Random, text: string): string {
  const escaped = (char: string) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return random(3) === 0 ? `"${text.split("").map(escaped).join("")}"` : JSON.stringify(text);
}

function space(random: Random): string {
  return ["", "", " ", "\n  ", "\t\r\n"][random(5)]!;
}
