/** The scan of a body and what is composed of it, against JSON.parse: on texts whose form no one writes by hand. */
import { describe, expect, test } from "vitest";
import { ObjectWriter } from "../../../runtime/wire/compose-object.ts";
import { placeAt } from "../../../runtime/wire/place-at.ts";
import { readJsonBody } from "../../../runtime/wire/read-json-body.ts";
import {
  MOST_DEPTH,
  MOST_ESCAPED_BYTES,
  MOST_ESCAPED_NAMES,
  MOST_MEMBERS,
  MOST_VALUES,
  scanBody,
} from "../../../runtime/wire/scan-body.ts";

/** None is another one with a backslash for its last character: V8 may take the one for the other. */
const keys = ["model", "a", "b", "stream", "messages", "é\n", '"', "", "a\\", "北京", "__proto__", "\ud800"];
const parse = (text: string | Buffer) => JSON.parse(String(text)) as Record<string, unknown>;

function scanned(text: string) {
  const bytes = Buffer.from(text);
  const scan = scanBody(bytes);
  if (typeof scan === "string") throw new Error(scan);
  return { bytes, ...scan };
}

describe("over random objects", () => {
  test("the members at the top are those that JSON.parse finds, with their values", () => {
    const random = randomFrom(1);
    for (let i = 0; i < 3_000; i++) {
      const text = randomObject(random, 3, keys);
      const { bytes, members } = scanned(text);
      const slice = (from: number, to: number) => JSON.parse(bytes.toString("utf8", from, to)) as unknown;
      const found = members.map(({ key, keyStart, keyEnd, valueStart, valueEnd }) => {
        expect(slice(keyStart, keyEnd)).toBe(key);
        return [key, slice(valueStart, valueEnd)] as const;
      });
      expect(Object.fromEntries(found)).toEqual(parse(text));
    }
  });

  test("what is composed of kept, renamed and new members is what an object so made is", async () => {
    const random = randomFrom(2);
    for (let i = 0; i < 3_000; i++) {
      const text = randomObject(random, 2, keys);
      const read = await readJsonBody(Buffer.from(text));
      if ("fault" in read) continue;
      const writer = new ObjectWriter(read.bytes);
      const expected: [string, unknown][] = [];
      for (const [index, member] of read.members.entries()) {
        const value = parse(text)[member.key];
        const choice = random(4);
        if (choice === 0) continue;
        if (choice === 1) writer.rename(member, `new "${index}"`);
        else writer.keep(member, index);
        expected.push([choice === 1 ? `new "${index}"` : member.key, value]);
        if (random(4) > 0) continue;
        writer.add(`own ${index}`, '{"x":[1]}');
        expected.push([`own ${index}`, { x: [1] }]);
      }
      expect(parse(writer.end())).toEqual(Object.fromEntries(expected));
    }
  });

  test("twins are found where, and only where, the text has more members than the value", async () => {
    const random = randomFrom(3);
    let twins = 0;
    for (let i = 0; i < 3_000; i++) {
      const text = randomObject(random, 2, keys);
      const read = await readJsonBody(Buffer.from(text));
      const isTwin = "fault" in read && read.fault === "twin";
      if (isTwin) twins++;
      expect(isTwin, text).toBe(hasTwins(text));
    }
    expect(twins).toBeGreaterThan(300);
  });
});

/** By a reader of its own, which keeps the names of each object. */
function hasTwins(text: string): boolean {
  let at = 0;
  let found = false;
  const space = () => {
    while (/\s/.test(text[at] ?? "")) at++;
  };
  const string = (): string => {
    const from = at++;
    while (text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
    return JSON.parse(text.slice(from, ++at)) as string;
  };
  const value = (): void => {
    space();
    if (text[at] === '"') string();
    else if (text[at] === "{") object();
    else if (text[at] === "[") list();
    else while (!/[\s,\]}]/.test(text[at] ?? ",")) at++;
    space();
  };
  const list = (): void => {
    at++;
    space();
    while (text[at] !== "]") {
      value();
      if (text[at] === ",") at++;
    }
    at++;
  };
  const object = (): void => {
    const names = new Set<string>();
    at++;
    space();
    while (text[at] !== "}") {
      space();
      const name = string();
      found ||= names.has(name);
      names.add(name);
      space();
      at++;
      value();
      if (text[at] === ",") at++;
    }
    at++;
  };
  value();
  return found;
}

describe("a name that ends in an escape", () => {
  // A V8 that has met the first object takes the last character of the second's name for a backslash.
  const warm = (before: string, name: string) => JSON.parse(`{${before}"${name.slice(0, -1)}\\\\":1}`) as unknown;

  test("is read as what it is, whatever was read before", async () => {
    for (const name of ["content", "model", "n", "tools"]) {
      const before = `"p${name}":1,`;
      warm(before, name);
      const escaped = `${name.slice(0, -1)}\\u00${name.charCodeAt(name.length - 1).toString(16)}`;
      const read = await readJsonBody(Buffer.from(`{${before}"${escaped}":2}`));
      if ("fault" in read) throw new Error(read.fault);
      expect(Object.keys(read.value as object)).toEqual([`p${name}`, name]);
      expect(read.members.map(({ key }) => key)).toEqual([`p${name}`, name]);
      expect(read.bytes.toString()).toBe(`{${before}"${name}":2}`);
      const twin = await readJsonBody(Buffer.from(`{${before}"${name}":1,"${escaped}":2}`));
      expect(twin).toEqual({ fault: "twin", path: name });
    }
  });
});

describe("what is refused before it is read", () => {
  test.each([
    ["byte-order-mark", Buffer.from('\ufeff{"a":1}')],
    ["nul", Buffer.from('{"a":1}', "utf16le")],
    ["nul", Buffer.from('{"a":"\0"}')],
    ["not-utf-8", Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
    ["not-utf-8", Buffer.from('{"a":"é"}', "latin1")],
    ["not-json", Buffer.from("")],
    ["not-json", Buffer.from('{"a":1')],
    ["not-json", Buffer.from('{"a":1}{"b":2}')],
    ["not-json", Buffer.from("{'a':1}")],
    ["not-json", Buffer.from('{"a":1,}')],
    ["not-json", Buffer.from('{"a"::1}')],
    ["too-deep", Buffer.from("[".repeat(MOST_DEPTH + 1) + "]".repeat(MOST_DEPTH + 1))],
    ["too-many-values", Buffer.from(`[${"1,".repeat(MOST_VALUES)}1]`)],
    ["too-many-values", Buffer.from(`[${"[],".repeat(MOST_VALUES / 2)}1]`)],
    ["too-many-members", Buffer.from(`{${named(MOST_MEMBERS + 1, (i) => `m${i}`)}}`)],
    ["too-many-escaped-names", Buffer.from(`[{${named(MOST_ESCAPED_NAMES + 1, (i) => `\\u0061${i}`)}}]`)],
    ["too-many-escaped-names", Buffer.from(`{"${"\\u0061".repeat(MOST_ESCAPED_BYTES / 6 + 1)}":1}`)],
  ])("%s", async (fault, bytes) => {
    expect(await readJsonBody(bytes)).toMatchObject({ fault });
  });

  test("at the bounds it is read", async () => {
    expect(await readJsonBody(Buffer.from("[".repeat(MOST_DEPTH) + "]".repeat(MOST_DEPTH)))).not.toHaveProperty(
      "fault",
    );
    expect(await readJsonBody(Buffer.from(`[${"1,".repeat(MOST_VALUES - 3)}1]`))).not.toHaveProperty("fault");
    const atTop = `{${named(MOST_MEMBERS, (i) => `m${i}`)}}`;
    expect(await readJsonBody(Buffer.from(atTop))).not.toHaveProperty("fault");
    const escaped = `[{${named(MOST_ESCAPED_NAMES, (i) => `\\u0061${i}`)}}]`;
    expect(await readJsonBody(Buffer.from(escaped))).not.toHaveProperty("fault");
    expect(await readJsonBody(Buffer.from('{"a":"\\ud800 \\u0000"}'))).not.toHaveProperty("fault");
  });

  test("any bytes at all end in an answer", async () => {
    const random = randomFrom(4);
    const some = '{}[]",:\\u0e1 é\n';
    for (let i = 0; i < 20_000; i++) {
      const text = Array.from({ length: random(14) }, () => some[random(some.length)]).join("");
      const read = await readJsonBody(Buffer.from(text));
      let value: unknown;
      try {
        value = JSON.parse(text);
      } catch {
        expect(read).toEqual({ fault: "not-json" });
        continue;
      }
      if (!("fault" in read)) expect(read.value).toEqual(value);
      else expect(read.fault).toBe("twin");
    }
  });
});

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

/** Members of these names. */
function named(count: number, name: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => `"${name(i)}":1`).join(",");
}

test.each([
  ['{"a":1,"b":[0,{"c":"}","d":@}]}', "b[1].d"],
  ['{"a":{"b":{}},"c\\u0064":[[],[@]]}', "cd[1][0]"],
  ['{"a":[[[[[[[[[[@]]]]]]]]]]}', "a[0][0][0][0][0][0][0]"],
  ["@", ""],
])("in %s the place of @ is %s", (text, place) => {
  expect(placeAt(Buffer.from(text), text.indexOf("@"))).toBe(place);
});

test("what is nested too deep is named by what is around it", async () => {
  const bytes = Buffer.from(`{"a":[1,[]],"b":{"c":${"[".repeat(MOST_DEPTH)}${"]".repeat(MOST_DEPTH)}}}`);
  expect(await readJsonBody(bytes)).toEqual({ fault: "too-deep", path: "b.c[0][0][0][0][0][0]" });
});
