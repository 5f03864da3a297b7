import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { runCommand } from "./recording-terminal.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const GOOD = "tiers: { standard: openai/gpt-5.4-mini }\nroutes:\n  chat: { otherwise: standard }\n";
const BAD = GOOD.replace("otherwise: standard", "otherwise: standart");

describe("check --fix", () => {
  test("mends what is certain, says so on the error stream, and checks again", async () => {
    const path = temporaryFolder({ "routes.yaml": BAD });
    const { code, out, err } = await runCommand(["check", path("routes.yaml"), "--fix"]);
    expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/no findings$/) });
    expect(err).toMatch(/^fixed \S*routes\.yaml:3:22: Replace `standart` with `standard`\.$/);
    expect(readFileSync(path("routes.yaml"), "utf8")).toBe(GOOD);
  });

  test("keeps a byte order mark and line ends", async () => {
    const windows = (text: string) => `\ufeff${text.replaceAll("\n", "\r\n")}`;
    const path = temporaryFolder({ "routes.yaml": windows(BAD) });
    expect(await runCommand(["check", path("routes.yaml"), "--fix"])).toMatchObject({ code: 0 });
    expect(readFileSync(path("routes.yaml"), "utf8")).toBe(windows(GOOD));
  });

  test("goes on to what the first mistake had hidden", async () => {
    const path = temporaryFolder({ "routes.yaml": BAD.replace("otherwise", "otherwize") });
    expect(await runCommand(["check", path("routes.yaml"), "--fix"])).toMatchObject({ code: 0 });
    expect(readFileSync(path("routes.yaml"), "utf8")).toBe(GOOD);
  });

  test("leaves the file alone when nothing is certain, and still says what is wrong", async () => {
    const text = GOOD.replace("otherwise: standard", "otherwise: premium");
    const path = temporaryFolder({ "routes.yaml": text });
    const { code, out, err } = await runCommand(["check", path("routes.yaml"), "--fix"]);
    expect({ code, err }).toEqual({ code: 1, err: "" });
    expect(out).toContain("name/unknown-tier");
    expect(readFileSync(path("routes.yaml"), "utf8")).toBe(text);
  });

  test("touches no file outside the project, and without --fix none at all", async () => {
    const path = temporaryFolder({ "rules.ts": "" });
    mkdirSync(path("project"));
    writeFileSync(path("project/package.json"), "{}");
    const outside = 'export const tier = "standart";\n';
    writeFileSync(path("rules.ts"), outside);
    const policy = `import { policy } from "pointsman";
import { tier } from "../rules.ts";
export default policy({ tiers: { standard: "openai/gpt-5.4-mini" }, routes: { chat: { otherwise: tier } } });
`;
    writeFileSync(path("project/routes.ts"), policy);
    expect(await runCommand(["check", path("project/routes.ts"), "--fix"])).toMatchObject({ code: 1 });
    expect(readFileSync(path("rules.ts"), "utf8")).toBe(outside);
    writeFileSync(path("routes.yaml"), BAD);
    await runCommand(["check", path("routes.yaml")]);
    expect(readFileSync(path("routes.yaml"), "utf8")).toBe(BAD);
  });
});

describe("check --format", () => {
  test.each([
    ["json", /^\{\n {2}"format": "pointsman-report"/],
    ["sarif", /"version": "2\.1\.0"/],
    ["github", /^::error file=\S*routes\.yaml,line=3,endLine=3,col=22,endColumn=29,title=name\/unknown-tier::/],
    ["junit", /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="pointsman" tests="1" failures="1"/],
    ["markdown", /^<!-- pointsman: \S* -->\n### Pointsman: 1 error in/],
  ])("%s prints findings on the output stream and answers 1", async (format, expected) => {
    const path = temporaryFolder({ "routes.yaml": BAD, "clean.yaml": GOOD });
    for (const command of ["check", "build"]) {
      const { code, out, err } = await runCommand([command, path("routes.yaml"), "--format", format]);
      expect({ code, err }).toEqual({ code: 1, err: "" });
      expect(out).toMatch(expected);
    }
    const clean = await runCommand(["check", path("clean.yaml"), "--format", format]);
    expect(clean).toMatchObject({ code: 0, err: "" });
    if (format === "github") expect(clean.out).toBe("");
  });
});

test("explain without a code lists every finding by family", async () => {
  const { out } = await runCommand(["explain"]);
  expect(out).toMatch(/^cache\n {2}cache\/\S+ +(error|warning) /);
  expect(out).toMatch(/\n\nsyntax\n {2}syntax\//);
  expect(out).toMatch(/\d+ findings\. `pointsman explain <code>` prints a page\.$/);
});
