import { describe, expect, test } from "vitest";
import type { LiteralValue, Value } from "../../../../compiler/load/value.ts";
import { loadYaml } from "../../../../compiler/load/yaml/load-yaml.ts";
import { offsetInScalar } from "../../../../compiler/load/yaml/offset-in-scalar.ts";
import { position, type SourceFile, type Span } from "../../../../compiler/source.ts";

const fileOf = (text: string): SourceFile => ({ name: "routes.yaml", text });
const load = (text: string) => loadYaml(fileOf(text));
const textAt = (span: Span | undefined) => span?.file.text.slice(span.start, span.end);

function at(value: Value | undefined, ...path: (string | number)[]): Value {
  let found = value;
  for (const step of path) {
    if (found?.kind === "record") found = found.fields.get(String(step))?.value;
    else if (found?.kind === "list") found = found.items[Number(step)];
    else found = undefined;
  }
  if (!found) throw new Error(`nothing at ${path.join(".")}`);
  return found;
}

function plain(value: Value | undefined): unknown {
  if (value?.kind === "record") {
    return Object.fromEntries([...value.fields].map(([name, field]) => [name, plain(field.value)]));
  }
  if (value?.kind === "list") return value.items.map(plain);
  return value?.kind === "literal" ? value.value : value?.kind;
}

describe("values", () => {
  test("come with the text that they were written as", () => {
    const { value, diagnostics } = load(`a: 60s # why\nb: [1, true, ~, 'it''s', "q"]\nc: |\n  x\n  y\n\nd:\n`);
    expect(diagnostics).toEqual([]);
    expect(plain(value)).toEqual({ a: "60s", b: [1, true, null, "it's", "q"], c: "x\ny\n", d: null });
    expect(textAt(at(value, "a").origin.span)).toBe("60s");
    expect(textAt(at(value, "b", 3).origin.span)).toBe("'it''s'");
    expect(textAt(at(value, "b").origin.span)).toBe(`[1, true, ~, 'it''s', "q"]`);
    expect(textAt(at(value, "c").origin.span)).toBe("|\n  x\n  y");
  });

  test("of a map without a value stand where their key stands", () => {
    const { value } = load("{ a, b: 1 }");
    expect(textAt(at(value, "a").origin.span)).toBe("a");
  });

  test("have keys spelled as they are written", () => {
    const { value, diagnostics } = load(`1.0: a\ntrue: b\n"x y": c\n__proto__: d\n`);
    expect(diagnostics).toEqual([]);
    expect(value?.kind === "record" && [...value.fields.keys()]).toEqual(["1.0", "true", "x y", "__proto__"]);
  });
});

describe("anchors", () => {
  test("are values at the alias that came by name from the anchor", () => {
    const { value } = load("a: &x { k: v }\nb: *x\n");
    expect(plain(at(value, "b"))).toEqual({ k: "v" });
    const { span, from } = at(value, "b").origin;
    expect(textAt(span)).toBe("*x");
    expect(from).toEqual({ how: "name", origin: at(value, "a").origin });
    expect(at(value, "b", "k").origin).toEqual(at(value, "a", "k").origin);
  });

  test("may be merged: what the map says itself wins, then the first that is merged", () => {
    const { value, diagnostics } = load(
      "a: &a { x: 1, y: 1 }\nb: &b { y: 2, z: 2 }\nc: { <<: [*a, *b], x: 3 }\nd: { '<<': 1 }\n",
    );
    expect(diagnostics).toEqual([]);
    expect(plain(at(value, "c"))).toEqual({ x: 3, y: 1, z: 2 });
    expect(plain(at(value, "d"))).toEqual({ "<<": 1 });
    const merged = at(value, "c", "z").origin;
    expect(textAt(merged.span)).toBe("*b");
    expect(merged.from?.origin).toEqual(at(value, "b", "z").origin);
  });

  test("that stand for more values than a policy can hold are refused, once", () => {
    const levels = Array.from({ length: 40 }, (_, n) => `a${n + 1}: &a${n + 1} [${`*a${n},`.repeat(9)}]\n`);
    const { diagnostics } = load(`a0: &a0 x\n${levels.join("")}`);
    expect(diagnostics.map(({ message }) => message)).toEqual(["aliases stand for more than 200000 values"]);
  });
});

describe("findings", () => {
  test.each([
    ["a: [1, 2\nb: 3\n", 2, /end with a \]/],
    ["a: b: c\n", 1, /`: ` in it must be quoted/],
    ["\ta: 1\n", 1, /tabs/],
    ["a: 1\n---\nb: 2\n", 2, /second document/],
    ["", 1, /holds no policy/],
    ["# only a comment\n", 1, /holds no policy/],
    ["---\n", 1, /holds no policy/],
    ["%YAML 1.1\n---\na: yes\n", 1, /YAML 1.2/],
    ["a: 1\nb: !secret x\n", 2, /begins with `!` must be quoted/],
    ["a: 1\nb: !!binary eA==\n", 2, /tag `.*binary`/],
    ["a: *nowhere\n", 1, /no anchor `&nowhere`/],
    ["a: 1\nb: &b [*b]\n", 2, /alias of itself/],
    ["a: 1\n? [x]\n: 2\n", 2, /key must be a text/],
    ["a: 1\n: 2\n", 2, /key is missing/],
    ["a: &a 1\nb: { <<: *a }\n", 2, /only maps/],
    ["a: 1\nb: ".concat("[".repeat(70), "]".repeat(70)), 2, /more than 64 levels/],
    ["a: ".concat("[".repeat(50_000)), 1, /nested too deeply/],
  ])("point at the place: %j", (text, line, message) => {
    const { diagnostics } = load(text);
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({
      code: "syntax/yaml",
      severity: "error",
      message: expect.stringMatching(message),
    });
    const span = diagnostics[0]?.span;
    expect(span && position(span.file, span.start).line).toBe(line);
    expect(span && span.end <= text.length).toBe(true);
  });

  test("name both places of a duplicate key, and the first value stands", () => {
    const { value, diagnostics } = load("a: 1\nb: 2\na: 3\n");
    expect(diagnostics).toMatchObject([{ code: "syntax/duplicate-key", message: "`a` is written twice in one map" }]);
    expect(diagnostics[0]?.span?.start).toBe(10);
    expect(diagnostics[0]?.labels).toMatchObject([{ text: "first written here", span: { start: 0 } }]);
    expect(plain(value)).toEqual({ a: 1, b: 2 });
  });
});

describe("a place in a text", () => {
  test.each([
    "when: r.stream && x",
    "when: 'r.stream && x'",
    'when: "r.stream && x"',
    "when: r.stream &&\n  x # why\n",
    "when: |2 # why\n    r.stream &&\n\n    x\n",
    "when: >-\r\n  r.stream\r\n  && x\r\n",
    "when: 'r.stream\n   && x'\n",
  ])("is found in the file, from where a word begins to where it ends: %j", (text) => {
    const file = fileOf(text);
    const value = at(loadYaml(file).value, "when") as LiteralValue;
    for (const word of ["r.stream", "stream", "&&", "x"]) {
      const index = String(value.value).indexOf(word);
      expect(offsetInScalar(file, value, index)).toBe(text.indexOf(word));
      expect(offsetInScalar(file, value, index + word.length)).toBe(text.indexOf(word) + word.length);
    }
  });

  test("is found in the anchor of an alias", () => {
    const file = fileOf("a: &a r.stream\nb: *a\n");
    expect(offsetInScalar(file, at(loadYaml(file).value, "b") as LiteralValue, 2)).toBe(8);
  });

  test("at the very ends is where the text begins and ends", () => {
    const file = fileOf("a: ''\nb: 'x'\n");
    const { value } = loadYaml(file);
    expect(offsetInScalar(file, at(value, "a") as LiteralValue, 0)).toBe(4);
    expect(offsetInScalar(file, at(value, "b") as LiteralValue, 1)).toBe(11);
  });

  test.each(["a: 'it''s'", 'a: "\\u0041b"', 'a: "two \\\n  lines"', "a: 12"])("is unknown in %j", (text) => {
    const file = fileOf(text);
    expect(offsetInScalar(file, at(loadYaml(file).value, "a") as LiteralValue, 1)).toBeUndefined();
  });
});
