import { describe, expect, test } from "vitest";
import { evaluated } from "../evaluated.ts";

const found = (body: string, more: Record<string, string> = {}) =>
  evaluated({ "main.ts": `${body}\nexport default {};`, ...more }).findings;

describe("what a policy may not do is found at its exact place", () => {
  test.each([
    ["a clock", "const now = Date.now();", "syntax/impure-call: Date"],
    ["a new clock", "const now = new Date();", "syntax/class: new Date()"],
    ["chance", "const chance = Math.random();", "syntax/impure-call: Math.random()"],
    ["the environment", "const key = process.env.KEY;", "syntax/impure-call: process"],
    ["the network", 'const data = fetch("https://example.com");', "syntax/impure-call: fetch"],
    ["output", "console.log(1);", "syntax/impure-call: console"],
    ["variables", "let n = 1;", "syntax/variable: let n = 1"],
    ["old variables", "var n = 1;", "syntax/variable: var n = 1"],
    ["assignments", "const n = 1; n = 2;", "syntax/mutation: n = 2"],
    ["assignments to fields", "const o: any = {}; o.a.b ||= 2;", "syntax/mutation: o.a.b ||= 2"],
    ["counting", "const n = 1; n++;", "syntax/mutation: n++"],
    ["deleting", "const o: any = {}; delete o.a;", "syntax/mutation: delete o.a"],
    ["pushing", "const l = [1]; l.push(2);", "syntax/mutation: l.push(2)"],
    ["sorting in place", "const l = [2, 1].sort();", "syntax/mutation: [2, 1].sort()"],
    ["assigning objects", "const o = Object.assign({}, { a: 1 });", "syntax/mutation: Object.assign({}, { a: 1 })"],
    ["classes", "class A {}", "syntax/class: class A {}"],
    ["objects of classes", "const s = new Set([1]);", "syntax/class: new Set([1])"],
    ["this", "const f = function () { return this; }; const x = f();", "syntax/class: this"],
    ["loops", "for (;;) {}", "syntax/loop: for (;;) {}"],
    ["loops in functions", "const f = () => { while (true) {} }; const x = f();", "syntax/loop: while (true) {}"],
    ["exceptions", 'const f = () => { throw new Error("x"); }; const x = f();', 'syntax/exception: throw new Error("x");'],
    ["async functions", "const f = async () => 1;", "syntax/asynchronous: async"],
    ["generators", "function* f() {}", "syntax/asynchronous: *"],
    ["dynamic imports", 'const x = import("./x.ts");', "syntax/dynamic-import: import"],
    ["require", 'const x = require("./x.ts");', "syntax/dynamic-import: require"],
    ["recursion", "const f = (n: number): number => f(n); const x = f(1);", "syntax/recursion: f(n)"],
    [
      "recursion through others",
      "function even(n: number): boolean { return n === 0 || odd(n - 1); }\nfunction odd(n: number): boolean { return n !== 0 && even(n - 1); }\nconst x = even(4);",
      "syntax/recursion: even(n - 1)",
    ],
    ["enums", "enum E { a }", "syntax/enum: enum E { a }"],
    ["namespaces", "namespace N { export const a = 1; }", "syntax/enum: namespace N { export const a = 1; }"],
    ["statements without effect", "1 + 1;", "syntax/no-effect: 1 + 1;"],
    ["methods that are not there", "const x = [1].fliter((n) => n);", "name/unknown-method: [1].fliter((n) => n)"],
    ["arguments that do not fit", 'const x = "a".repeat("3");', 'syntax/argument: "a".repeat("3")'],
    ["operands that do not fit", "const x = [1] + { a: 1 };", "syntax/operand: [1] + { a: 1 }"],
    ["calls of what is no function", "const x = 5; const y = x(1);", "syntax/operand: x(1)"],
    ["spreads of what is no list", "const x = [...5];", "syntax/operand: ...5"],
    ["destructuring of what is no list", "const [x] = 5;", "syntax/operand: [x]"],
    ["fields that are not there", "const { b } = { a: 1 };", "name/unknown-name: b"],
    ["names before their definition", "const x = y + 1; const y = 2;", "name/used-before-definition: y"],
    ["names defined twice", "const x = 1; const x = 2;", "name/redeclared: x"],
    ["the in operator", 'const x = "a" in { a: 1 };', 'syntax/not-allowed: "a" in { a: 1 }'],
    ["bits", "const x = 1 | 2;", "syntax/not-allowed: 1 | 2"],
    ["typeof", "const x = typeof 1;", "syntax/not-allowed: typeof 1"],
    ["switch", "switch (1) {}", "syntax/not-allowed: switch (1) {}"],
    ["getters", "const x = { get a() { return 1; } };", "syntax/not-allowed: get a() { return 1; }"],
    ["export *", 'export * from "./x.ts";', 'syntax/not-allowed: export * from "./x.ts";'],
    ["packages", 'import fs from "node:fs";', 'syntax/import-not-allowed: "node:fs"'],
    ["files outside the project", 'import x from "../../x.ts";', 'syntax/import-not-allowed: "../../x.ts"'],
    ["files that are not there", 'import x from "./none.ts";', 'name/unknown-file: "./none.ts"'],
    ["halves of characters", String.raw`const x = "\ud83d";`, String.raw`syntax/encoding: "\ud83d"`],
    ["variables as values", 'import { env } from "pointsman"; const x = env("A") === "b";', 'syntax/variable-place: env("A") === "b"'],
    ["variables by what is no name", 'import { env } from "pointsman"; const x = env("A-B");', 'syntax/argument: env("A-B")'],
  ])("%s", (_, body, expected) => {
    expect(found(body)).toEqual([expected]);
  }); // biome-ignore format: a table

  test("several mistakes are all found, each once", () => {
    expect(found("const a = Date.now(); const b = a + 1; const c = b * Math.random();")).toEqual([
      "syntax/impure-call: Date",
      "syntax/impure-call: Math.random()",
    ]);
  });

  test("files that import each other", () => {
    const more = {
      "a.ts": 'import b from "./b.ts"; export default b;',
      "b.ts": 'import a from "./a.ts"; export default a;',
    };
    expect(found('import a from "./a.ts";', more)).toEqual(['syntax/cyclic-import: "./a.ts"']);
  });

  test("every finding names a way out", () => {
    const { evaluation } = evaluated({
      "main.ts": "let a = 1; a = 2; for (;;) {}; class B {}; const d = Date; export default a;",
    });
    for (const { code, help } of evaluation.diagnostics) expect(help, code).toBeTruthy();
  });
});

describe("work without an end is stopped at a limit", () => {
  const ten = "const ten = Array.from({ length: 10 }, (_, i) => i);";
  test.each([
    ["calls that multiply", `${ten} const x = ten.map(() => ten.map(() => ten.map(() => ten.map(() => ten.map(() => ten.map(() => 1))))));`, "limit/work-limit"],
    ["a function that is handed itself", "const f = (g: any, n: number): number => g(g, n + 1); const x = f((g: any, n: number) => g((h: any, m: number) => g(h, m), n), 1);", "syntax/recursion"],
    ["a list that is spread into itself", `${ten} const f = (l: number[]) => [...l, ...l]; const x = f(f(f(f(f(f(f(f(f(f(f(f(f(f(ten))))))))))))));`, "limit/value-size"],
    ["a flatMap of flatMaps", `${ten} const x = Array.from({ length: 400 }).flatMap(() => Array.from({ length: 400 }));`, "limit/value-size"],
    ["flat of lists that share their parts", `${ten} ${nested("[X, X, X, X, X, X, X, X, X, X]", 9)} const x = x9.flat(Infinity);`, "limit/work-limit"],
    ["a text that is doubled", `${nestedFrom('"abcdefgh"', "`${X}${X}`", 22)}`, "limit/value-size"],
    ["a text that is repeated", '"x".repeat(5_000_000).length;', "limit/value-size"],
    ["a list of a given length", "const x = Array.from({ length: 1e9 });", "limit/work-limit"],
    ["operators in operators", `const x = ${"!".repeat(1_500)}true;`, "limit/nesting"],
    ["brackets in brackets", `const x = ${"(".repeat(100_000)}1${")".repeat(100_000)};`, "limit/nesting"],
    ["brackets that are never closed", `const x = ${"[".repeat(100_000)}`, "limit/nesting"],
    ["arrows in arrows", `const x = ${"a => ".repeat(100_000)}1;`, "limit/nesting"],
    ["a sum of many terms", `const x = 1${" + 1".repeat(100_000)};`, "limit/nesting"],
    ["members of members", `const x = a${".a".repeat(100_000)};`, "limit/nesting"],
    ["else if without an end", `const f = () => { ${"if (1 > 2) return 1; else ".repeat(50_000)} return 2; }; const x = f();`, "limit/nesting"],
    ["types in types", `type T = ${"Array<".repeat(100_000)}1${">".repeat(100_000)};`, "limit/nesting"],
  ])("%s", (_, body, expected) => {
    const codes = found(body).map((finding) => finding.split(":")[0]);
    expect(codes.slice(0, 1)).toEqual([expected]);
  }); // biome-ignore format: a table

  test("a policy that stands for more values than a computer has room for", () => {
    const { findings } = evaluated({
      "main.ts": `const ten = [1, 2];\n${nested("[X, X, X, X, X, X, X, X, X, X]", 12)}\nexport default { routes: x12 };`,
    });
    expect(findings).toEqual(["limit/value-size: { routes: x12 }"]);
  });

  test("a policy whose values are nested without an end", () => {
    const { findings } = evaluated({
      "main.ts":
        "const deep = Array.from({ length: 50_000 }).reduce((inner) => [inner], []);\nexport default { deep };",
    });
    expect(findings).toEqual(["limit/nesting: { deep }"]);
  });

  test("a text in brackets and a deep but honest policy are fine", () => {
    expect(
      found(
        `const x = "${"(".repeat(5_000)}"; /* ${"[".repeat(5_000)} */ const y = ${"[".repeat(200)}${"]".repeat(200)};`,
      ),
    ).toEqual([]);
    expect(found(`const x = 1${" + 1".repeat(500)};`)).toEqual([]);
  });

  test("more imports than anyone would write", () => {
    const files = Object.fromEntries(Array.from({ length: 1_100 }, (_, i) => [`f${i}.json`, "1"]));
    const imports = Object.keys(files)
      .map((name, i) => `import f${i} from "./${name}";`)
      .join("\n");
    expect(found(imports, files).slice(0, 1)).toEqual(['limit/source-size: "./f1000.json"']);
    const chain = Object.fromEntries(
      Array.from({ length: 300 }, (_, i) => [`f${i}.ts`, `import x from "./f${i + 1}.ts"; export default x;`]),
    );
    expect(found('import x from "./f0.ts";', chain)).toEqual(['limit/source-size: "./f99.ts"']);
  });

  test("imports that are large together", () => {
    const files = Object.fromEntries(Array.from({ length: 6 }, (_, i) => [`f${i}.json`, `1${" ".repeat(3_500_000)}`]));
    const imports = Object.keys(files)
      .map((name, i) => `import f${i} from "./${name}";`)
      .join("\n");
    expect(found(imports, files)).toEqual(['limit/source-size: "./f4.json"', 'limit/source-size: "./f5.json"']);
  });
});

function nested(step: string, times: number): string {
  return nestedFrom("ten", step, times).replace("const x0 = ten;", "").replaceAll("x0", "ten");
}

function nestedFrom(first: string, step: string, times: number): string {
  const lines = Array.from({ length: times }, (_, i) => `const x${i + 1} = ${step.replaceAll("X", `x${i}`)};`);
  return [`const x0 = ${first};`, ...lines].join("\n");
}
