import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../../../compiler/diagnostics/define.ts";
import { pretty, summary } from "../../../compiler/report/pretty.ts";
import { replayCommand } from "../../../compiler/report/replay-command.ts";
import type { SourceFile, Span } from "../../../compiler/source.ts";
import { line, shownFinding } from "./shown-finding.ts";

const fileOf = (text: string, name = "routes.ts"): SourceFile => ({ name, text });

/** The `nth` place (from 0) where the text stands. */
function spanOf(file: SourceFile, text: string, nth = 0): Span {
  let start = file.text.indexOf(text);
  for (let n = 0; n < nth; n++) start = file.text.indexOf(text, start + 1);
  if (start === -1) throw new Error(`no ${text}`);
  return { file, start, end: start + text.length };
}

function finding(span: Span | undefined, further: Partial<Diagnostic> = {}): Diagnostic {
  return {
    code: "name/unknown-tier",
    severity: "error",
    message: "no such tier",
    ...(span ? { span } : {}),
    labels: [],
    ...further,
  };
}

/** Without the first line and the summary, framed so that white space can be seen. */
function frameOf(diagnostic: Diagnostic): string {
  return `\n${pretty([diagnostic]).split("\n").slice(1, -3).join("\n")}\n`;
}

describe("a finding", () => {
  test("is shown with its place, its line and the way out", () => {
    const file = fileOf(`tiers: {},\nroutes: {\n  chat: { otherwise: "premum" },\n}\n`);
    expect(pretty([finding(spanOf(file, `"premum"`), { help: "did you mean `premium`?" })])).toBe(`\
error[name/unknown-tier]: no such tier
 --> routes.ts:3:22
  |
3 |   chat: { otherwise: "premum" },
  |                      ^^^^^^^^
  |
  = help: did you mean \`premium\`?

1 error
`);
  });

  test("without a place is its message and the way out", () => {
    expect(pretty([finding(undefined, { help: "look" })])).toBe(
      "error[name/unknown-tier]: no such tier\n  = help: look\n\n1 error\n",
    );
  });

  test("marks several places of one line, the last with its text beside it, the others with theirs below", () => {
    const file = fileOf("use(alpha, beta, gamma)\n");
    const labels = ["use", "alpha", "gamma"].map((text) => ({ span: spanOf(file, text), text: `about ${text}` }));
    expect(frameOf(finding(spanOf(file, "beta"), { labels }))).toBe(`
 --> routes.ts:1:12
  |
1 | use(alpha, beta, gamma)
  | --- -----  ^^^^  ----- about gamma
  | |   |
  | |   about alpha
  | about use
`);
  });

  test("marks places of several lines and files, the finding's own file first", () => {
    const file = fileOf(`const a = 1;\n\n\n\n\n\n\n\n\nuse(a);\n`);
    const other = fileOf("export const one = 1;\n", "lib/one.ts");
    const labels = [
      { span: spanOf(other, "1"), text: "defined here" },
      { span: spanOf(file, "1"), text: "passed on here" },
    ];
    expect(frameOf(finding(spanOf(file, "a", 1), { labels }))).toBe(`
  --> routes.ts:10:5
   |
 1 | const a = 1;
   |           - passed on here
...
10 | use(a);
   |     ^
  ::: lib/one.ts:1:20
   |
 1 | export const one = 1;
   |                    - defined here
`);
  });

  test("over few lines shows them all, over many the first and the last", () => {
    const short = fileOf("  a: {\n    b,\n  },\n");
    expect(frameOf(finding(spanOf(short, "{\n    b,\n  }")))).toBe(`
 --> routes.ts:1:6
  |
1 |   a: {
  |      ^
2 |     b,
3 |   },
  |   ^
`);
    const long = fileOf(`a: {\n${"  b,\n".repeat(20)}},\n`);
    expect(frameOf(finding({ file: long, start: 3, end: long.text.length - 2 }))).toBe(`
  --> routes.ts:1:4
   |
 1 | a: {
   |    ^
...
22 | },
   | ^
`);
  });

  test("aligns its marks under tabs, wide and combining characters", () => {
    const file = fileOf("\tx: 日本 e\u0301 👩‍👩‍👧 here // ok\r\n");
    expect(frameOf(finding(spanOf(file, "here"), { labels: [{ span: spanOf(file, "日本"), text: "wide" }] }))).toBe(`
 --> routes.ts:1:20
  |
1 |     x: 日本 e\u0301 👩‍👩‍👧 here // ok
  |        ----      ^^^^
  |        |
  |        wide
`);
  });

  test("can stand at the end of a line, of a file, and of an empty file", () => {
    const file = fileOf("abc\nd");
    const at = (offset: number) =>
      frameOf(finding({ file, start: offset, end: offset }))
        .split("\n")
        .slice(3, 5);
    expect(at(3)).toEqual(["1 | abc", "  |    ^"]);
    expect(at(5)).toEqual(["2 | d", "  |  ^"]);
    expect(
      frameOf(finding({ file: fileOf(""), start: 0, end: 0 }))
        .split("\n")
        .slice(3, 5),
    ).toEqual(["1 |", "  | ^"]);
  });

  test("cuts long lines around what it marks", () => {
    const file = fileOf(`${"a".repeat(500)} HERE ${"b".repeat(500)} FAR\n`);
    const [, , , line = "", marks = "", ...below] = frameOf(
      finding(spanOf(file, "HERE"), { labels: [{ span: spanOf(file, "FAR"), text: "far away" }] }),
    ).split("\n");
    expect(line).toMatch(/^1 \| …a{19} HERE b+…$/);
    expect(line.length).toBeLessThan(110);
    expect(marks.indexOf("^^^^")).toBe(line.indexOf("HERE"));
    expect(marks.indexOf("- far away")).toBe(line.lastIndexOf("…"));
    expect(below.join("")).toBe("");
  });

  test("prints nothing that a terminal would obey", () => {
    const file = fileOf("a\u001b[31m\u202e\u0085b\n", "x\u001b.ts");
    const text = pretty([finding(spanOf(file, "b"), { message: "bad \u001b[2J\nname" })]);
    expect(stripVTControlCharacters(text)).toBe(text);
    expect(text).toContain("bad ␛[2J␊name");
    expect(text).not.toMatch(/[\u202e\u0085]/);
  });

  test("has colours only when they are asked for", () => {
    const file = fileOf("a: b\n");
    const plain = pretty([finding(spanOf(file, "b"))]);
    const coloured = pretty([finding(spanOf(file, "b"))], { colours: true });
    expect(coloured).toContain("\x1b[1;31m^\x1b[0m");
    expect(stripVTControlCharacters(coloured).replace(/ +$/gm, "")).toBe(plain);
  });
});

test("the summary counts errors and warnings", () => {
  const warning = finding(undefined, { severity: "warning" });
  expect(summary([finding(undefined), warning, finding(undefined)])).toBe("2 errors, 1 warning");
  expect(summary([warning, warning])).toBe("2 warnings");
  expect(pretty([])).toBe("");
});

describe("a finding that is shown by a request", () => {
  const shown = shownFinding(line);

  test("stays short, and stands with its request before the help", () => {
    const rows = pretty([shown]).split("\n");
    const notes = rows.filter((row) => row.startsWith("  = "));
    expect(notes).toEqual(["  = for example:", "  = what happens:", "  = help: Narrow the marked rule."]);
    const [first = 0, last = 0] = ["for example", "help"].map((note) => rows.findIndex((row) => row.includes(note)));
    expect(last - first).toBeLessThanOrEqual(15);
  });

  test("says how its request is written to a file, or how that file is replayed", () => {
    expect(pretty([shown, shown])).toMatch(/\n2 errors\n`pointsman check --witnesses <folder>` writes .*\n$/);
    const replay = new Map([[shown, replayCommand("my routes.ts", "it's/1.json")]]);
    const text = pretty([shown], { replay });
    expect(text).toContain(`  = replay: pointsman decide 'my routes.ts' --request 'it'\\''s/1.json'\n`);
    expect(text).not.toContain("--witnesses");
    expect(pretty([finding(undefined)])).not.toContain("--witnesses");
  });

  test("prints nothing of it that a terminal would obey", () => {
    const { shown: example } = shown;
    const evil = "\u001b[2J\u202e\u0085";
    const request = { model: evil, [evil]: evil };
    const key = { id: evil, team: evil, tags: [evil] };
    const witness = { ...example!.witness, request, key, state: { health: { [evil]: "up" as const } } };
    const text = pretty([{ ...shown, shown: { witness, trace: [{ text: evil }] } }]);
    for (const character of evil.replace("[2J", "")) expect(text).not.toContain(character);
  });
});
