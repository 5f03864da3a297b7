import { stripTypeScriptTypes } from "node:module";
import { describe, expect, test } from "vitest";
import { toDocument } from "../../../../compiler/lower/document.ts";
import { evaluated, valueOfExpression } from "../evaluated.ts";

/** Expressions that JavaScript answers, too. */
const expressions: readonly [what: string, expression: string, before?: string][] = [
  ["constants and templates", "`openai/${model}${`-${1 + 1}`}`", 'const model = "mini";'],
  ["numbers with separators and other bases", "[1_000, 0xff, 1e3, .5, -2, +3]"],
  ["arithmetic", "[1 + 2 * 3, 7 % 4, 2 ** 5, 'a' + 1, 5 / 2, 1 < 2, 'a' < 'b', 3 >= 3]"],
  ["spreads of lists and objects", "({ l: [0, ...list, 3], o: { ...o, b: 2 } })", "const list = [1, 2], o = { a: 1, b: 1 };"],
  ["spreads of what is not there", "({ a: 1, ...undefined, ...(false && { b: 2 }), ...(true && { c: 3 }) })"],
  ["computed keys", '({ [`${name}s`]: 1, ["x" + 1]: 2, 3: 4 })', 'const name = "team";'],
  ["ternaries and logic", "[true ? 1 : 2, 0 || 'x', 1 && 2, null ?? 3, undefined ?? 4, !0]"],
  ["functions, used before they stand", "later(2)", "const n = 3; function later(m: number) { return m * n; }"],
  ["default parameters that use earlier ones", "f(1)", "const f = (a: number, b = a + 1, { c = b * 2 } = {}) => [a, b, c];"],
  ["rest parameters", "f(1, 2, 3)", "const f = (first: number, ...rest: number[]) => ({ first, rest });"],
  ["destructured constants", "[a, b, c, d, rest, others]", "const { a, x: { y: b = 5 }, c = 7, ...rest } = { a: 1, x: {}, z: 9 }; const [d, , ...others] = [1, 2, 3, 4];"],
  ["destructured parameters", "Object.entries({ a: 1, b: 2 }).map(([key, value]) => `${key}=${value}`)"],
  ["destructured computed keys", "found", 'const key = "b"; const { [key]: found } = { b: 3 };'],
  ["functions that return functions", "over(2)(3)", "const over = (limit: number) => (n: number) => n > limit;"],
  ["functions called at once", "((n: number) => n + 1)(1)"],
  ["a helper used inside its own argument", "twice((n) => twice((m) => m + n))", "const twice = (f: (n: number) => number): number => f(f(1));"],
  ["blocks with early returns", "[f(1), f(2), f(3)]", 'const f = (n: number) => { if (n > 2) return "many"; { const m = n; if (m === 2) { return "two"; } else if (m === 7) return 7; } return "one"; };'],
  ["function declarations inside blocks", "f()", "const f = () => { return inner(); function inner() { return 4; } };"],
  ["optional chains", "[o.a?.b, o.c?.b.d, o.f?.(1), o.l?.[0], o.g?.(2)]", "const o: any = { a: { b: 1 }, l: [5], g: (n: number) => n };"],
  ["fields that may be missing", "[o.x ?? 1, o.x === undefined, o.x ? 2 : 3, !o.x]", "const o: any = {};"],
  ["map, filter, flatMap", "[1, 2, 3].map((n, i) => n * i).concat([1, 2].flatMap((n) => [n, n])).filter((n) => n > 1)"],
  ["find and its kin", "[[1, 5, 7].find((n) => n > 3), [1, 5].findIndex((n) => n === 5), [1, 5, 1].lastIndexOf(1), [3].find((n) => n > 5)]"],
  ["includes, indexOf, at, slice, join", '[["a", "b"].includes("b"), ["a"].indexOf("x"), [1, 2].at(-1), [1, 2, 3].slice(1), ["a", "b"].join("/")]'],
  ["some, every, reduce", "[[1, 2].some((n) => n > 1), [1, 2].every((n) => n > 1), [1, 2, 3].reduce((sum, n) => sum + n, 10), [4, 5].reduce((a, b) => a * b)]"],
  ["flat, toReversed, toSorted, with", "[[[1, [2]], 3].flat(), [1, [2, [3]]].flat(Infinity), [1, 2].toReversed(), [3, 10, 2].toSorted(), [3, 10, 2].toSorted((a, b) => b - a), [1, 2].with(0, 5)]"],
  ["filter(Boolean) and conversions", '[[0, 1, "", "a"].filter(Boolean), String(5), Number("7"), [1, 2].map(String)]'],
  ["Object's functions", "[Object.keys(o), Object.values(o), Object.fromEntries(Object.entries(o).map(([k, v]) => [v, k])), Object.freeze(o), Object.hasOwn(o, 'a')]", "const o = { a: 'x', b: 'y' };"],
  ["Array's functions", "[Array.from({ length: 3 }, (_, i) => i * 2), Array.from('ab'), Array.of(1, 2), Array.isArray([])]"],
  ["Math that is pure", "[Math.max(1, 3, 2), Math.min(4, 2), Math.floor(1.5), Math.ceil(1.2), Math.round(2.5), Math.abs(-3)]"],
  ["methods of texts", '["A-b".toLowerCase(), " x ".trim(), "a/b".split("/"), "abc".slice(1), "abc".startsWith("a"), "a".repeat(3), "5".padStart(3, "0"), "a.b.c".replaceAll(".", "-"), "abc".at(-1), "abc".length]'],
  ["types of any kind", "(x as unknown as number)", "type A = { b: 1 }; interface B extends A {} const x = 3 as const satisfies number; declare const never: string; const f = <T,>(t: T): T => t!;"],
  ["members of constant objects", "models.cheap[0]", 'const models = { cheap: ["a"] } as const;'],
]; // biome-ignore format: a table

describe("a policy may be computed from", () => {
  test.each(expressions)("%s", (_, expression, before = "") => {
    // The test runs what the compiler only reads.
    const javascript = new Function(`return ${stripTypeScriptTypes(`(() => {${before}\nreturn (${expression});})()`)}`);
    expect(JSON.stringify(valueOfExpression(expression, before))).toBe(JSON.stringify(javascript()));
  });

  test("quantities, which scale, add and compare", () => {
    const before = 'import { ms, s, usd } from "pointsman";';
    expect(
      valueOfExpression("[s(2) * 3, s(1) + ms(500), usd(1) / 4, s(1) > ms(5), s(3) / ms(500), -ms(1)]", before),
    ).toEqual(["6000ms", "1500ms", "$0.25", true, 6, "-1ms"]);
  });
});

describe("the files of a policy", () => {
  const of = (main: string, more: Record<string, string>) => {
    const { value, findings } = evaluated({ "main.ts": main, ...more });
    expect(findings).toEqual([]);
    return value && toDocument(value);
  };

  test("export and import names in every form", () => {
    const main = `import base, { a, b as second, type T, d } from "./lib/names.ts";
      import more from "./lib/more.ts";
      export default [base, a, second, d(2), more];`;
    const names = `export const a = 1, { b, ...others } = { b: 2, x: 0 };
      export type T = number;
      const c = 3;
      export { c as default, type T as U };
      export { value as e, d } from "./more.ts";
      export function local() { return others; }`;
    const more = `export const value = 4; export const d = (n: number) => n * value; export default function () { return 5; }`;
    expect(of(`${main.replace("more];", "more()];")}`, { "lib/names.ts": names, "lib/more.ts": more })).toEqual([
      3, 1, 2, 8, 5,
    ]);
  });

  test("may be JSON and YAML, with or without a type", () => {
    const main = `import a from "./a.json" with { type: "json" };
      import b from "./b.yaml";
      import c from "./c.json";
      export default [a, b, c];`;
    const more = {
      "a.json": `\ufeff{ "x": [1, -2.5e3, "t\\n", null, true] }\r\n`,
      "b.yaml": "k: &x [1, 60s]\nl: *x\n",
      "c.json": "5",
    };
    expect(of(main, more)).toEqual([{ x: [1, -2500, "t\n", null, true] }, { k: [1, "60s"], l: [1, "60s"] }, 5]);
  });

  test.each([
    ["code", '{ "a": 1 + 1 }', "1 + 1"],
    ["single quotes", "{ 'a': 1 }", "'a': 1"],
    ["names without quotes", "{ a: 1 }", "a: 1"],
    ["functions", "() => 1", "() => 1"],
  ])("are refused where JSON holds %s", (_, json, at) => {
    const { findings } = evaluated({ "main.ts": 'import x from "./x.json";\nexport default x;', "x.json": json });
    expect(findings).toEqual([`syntax/unparsable: ${at}`]);
  });
});
