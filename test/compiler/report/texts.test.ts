import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../../../compiler/diagnostics/define.ts";
import { githubAnnotations } from "../../../compiler/report/github.ts";
import { junit } from "../../../compiler/report/junit.ts";
import { markdown } from "../../../compiler/report/markdown.ts";

const file = { name: "a,b:c.ts", text: "one\ntwo three\nfour\n" };
const finding: Diagnostic = {
  code: "name/unknown-tier",
  severity: "error",
  message: "100% of `a|b` is\nmissing <script>, see @team & [link](x)",
  span: { file, start: 4, end: 7 },
  labels: [{ span: { file, start: 14, end: 18 }, text: "defined here" }],
  help: "Write it.",
};

describe("workflow annotations", () => {
  test("escape what would end a property or the line", () => {
    expect(githubAnnotations([finding])).toBe(
      "::error file=a%2Cb%3Ac.ts,line=2,endLine=2,col=1,endColumn=3,title=name/unknown-tier::" +
        "100%25 of `a|b` is%0Amissing <script>, see @team & [link](x)%0AWrite it.%0Adefined here: a,b:c.ts:3:1",
    );
  });

  test("name no columns for what spans lines, and no place where there is none", () => {
    const { span: _, ...placeless } = finding;
    expect(githubAnnotations([{ ...finding, span: { file, start: 4, end: 17 }, labels: [] }])).toMatch(
      /^::error file=a%2Cb%3Ac\.ts,line=2,endLine=3,title=/,
    );
    expect(githubAnnotations([{ ...placeless, severity: "warning" }])).toMatch(/^::warning title=name\/unknown-tier::/);
    expect(githubAnnotations([])).toBe("");
  });
});

describe("a JUnit report", () => {
  test("escapes its text, and drops what XML cannot hold", () => {
    const xml = junit([{ policy: "routes.ts", diagnostics: [{ ...finding, message: `"<&>'\u0000\ud800` }] }]);
    expect(xml).toContain('message="error: &#34;&#60;&#38;&#62;&#39;\ufffd\ufffd"');
    expect(xml).toContain('tests="1" failures="1"');
    expect(xml.replace(/<\/?[a-z]+( [a-z]+="[^"<>]*")*\/?>|<\?xml[^>]*\?>/g, "")).not.toMatch(/[<>]/);
  });

  test("of a clean policy has one test that passed", () => {
    expect(junit([{ policy: "routes.ts", diagnostics: [] }])).toMatch(
      /tests="1" failures="0"[\s\S]*<testcase [^>]*name="no findings"\/>/,
    );
  });
});

describe("a comment in Markdown", () => {
  const text = markdown([finding], "routes.ts");

  test("begins with a mark by which it is found again", () => {
    expect(text.split("\n", 1)).toEqual(["<!-- pointsman: routes.ts -->"]);
    expect(markdown([], "a-->b.ts")).toMatch(/^<!-- pointsman: a__>?_?b\.ts -->|^<!-- pointsman: a___b\.ts -->/);
  });

  test("shows what a policy says as text: no mark-up, no mention, no further cell", () => {
    const row = text.split("\n").find((line) => line.startsWith("| **error**"));
    expect(row).toContain("`a\\|b` is missing \\<script\\>, see @\u200bteam \\& \\[link\\]\\(x\\)");
    expect(row?.replaceAll("\\|", "").split("|")).toHaveLength(5);
  });

  test("fences the source with more back quotes than it has", () => {
    expect(markdown([{ ...finding, message: "````" }], "routes.ts")).toContain("\n`````text\n");
  });
});
