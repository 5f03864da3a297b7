import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { report } from "../../schemas/report.ts";
import { runCommand } from "./recording-terminal.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const GOOD = `metadata:
  priority: [low, high]
tiers:
  best: [openai/gpt-6.2-sol, anthropic/claude-opus-5-5]
routes:
  chat:
    rules:
      - { when: r.metadata.priority === "high", use: best }
      - { when: r.key.team === "trial", use: { reject: 403, message: Not for trials } }
    otherwise: openai/gpt-5.4-mini
    max: { inputTokens: 1000 }
`;
const BAD = GOOD.replace("use: best }", "use: bset }");

const folder = () => temporaryFolder({ "good.yaml": GOOD, "bad.yaml": BAD });

describe("check", () => {
  test("answers 0 for a clean policy and 1 for findings, which it shows", async () => {
    const path = folder();
    expect(await runCommand(["check", path("good.yaml")])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/no findings$/),
    });
    const { code, out } = await runCommand(["check", path("bad.yaml")]);
    expect(code).toBe(1);
    expect(out).toMatch(/^error\[name\/unknown-tier\]/);
    expect(out).toMatch(/bad\.yaml:8:54\n/);
    expect(out.trimEnd()).toMatch(/\n1 error; 1 can be mended by `pointsman check --fix`$/);
  });

  test("reports by its schema, with the table's hash only when there is one", async () => {
    const path = folder();
    const bad = await runCommand(["check", path("bad.yaml"), "--format", "json"]);
    expect(bad.code).toBe(1);
    const { findings, table } = report.parse(JSON.parse(bad.out));
    expect(findings).toMatchObject([{ code: "name/unknown-tier", span: { line: 8, column: 54 } }]);
    expect(table).toBeUndefined();
    const good = report.parse(JSON.parse((await runCommand(["check", path("good.yaml"), "--format", "json"])).out));
    expect(good).toMatchObject({ findings: [], table: expect.stringMatching(/^sha256-/) });
  });
});

describe("build", () => {
  test("writes the table and its map beside the policy, or where it is told to", async () => {
    const path = folder();
    expect(await runCommand(["build", path("good.yaml")])).toMatchObject({ code: 0 });
    const text = readFileSync(path("good.table.json"), "utf8");
    const { hash } = JSON.parse(text) as { hash: string };
    expect(JSON.parse(readFileSync(path("good.table.json.map"), "utf8"))).toMatchObject({ table: hash });
    expect(await runCommand(["build", path("good.yaml"), "-o", path("x.json")])).toMatchObject({ code: 0 });
    expect(readFileSync(path("x.json"), "utf8")).toBe(text);
  });

  test("writes nothing when there is an error", async () => {
    const path = folder();
    expect(await runCommand(["build", path("bad.yaml")])).toMatchObject({ code: 1 });
    expect(() => readFileSync(path("bad.table.json"))).toThrow("ENOENT");
  });

  test("--check fails when what is on disk is missing or another", async () => {
    const path = folder();
    const checked = () => runCommand(["build", path("good.yaml"), "--check"]);
    expect(await checked()).toMatchObject({
      code: 1,
      out: expect.stringMatching(/there is no `\S*good\.table\.json`/),
    });
    await runCommand(["build", path("good.yaml")]);
    expect(await checked()).toMatchObject({ code: 0, err: "" });
    writeFileSync(path("good.table.json.map"), "{}");
    expect(await checked()).toMatchObject({
      code: 1,
      out: expect.stringMatching(/good\.table\.json\.map` is not what/),
    });
    writeFileSync(path("good.yaml"), GOOD.replace("gpt-5.4-mini", "gpt-6-luna"));
    expect(await checked()).toMatchObject({ code: 1, out: expect.stringMatching(/good\.table\.json` is not what/) });
  });

  test("says when it cannot write", async () => {
    const path = folder();
    const { code, err } = await runCommand(["build", path("good.yaml"), "-o", path("nowhere/x.json")]);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining("its directory does not exist") });
  });
});

describe("decide", () => {
  const ask = { model: "chat", messages: [{ role: "user", content: "hello" }] };

  async function decided(request: object, ...options: string[]) {
    const path = folder();
    writeFileSync(path("request.json"), JSON.stringify(request));
    return runCommand(["decide", path("good.yaml"), "--request", path("request.json"), ...options]);
  }

  test("shows the rules up to the one that decides, why the others do not hold, and the plan", async () => {
    const { code, out } = await decided(ask, "--key-team", "trial");
    expect(code).toBe(0);
    expect(out).toContain(`does not hold: metadata.priority is missing`);
    expect(out).toMatch(/Decided by \S+good\.yaml:9: refused with 403, "Not for trials"/);
    const otherwise = await decided(ask);
    expect(otherwise.out).toMatch(
      /No rule holds, so `otherwise` decides. Decided by \S+good\.yaml:10\n {2}1\. openai\/gpt-5\.4-mini/,
    );
  });

  test("takes metadata from the body and from headers, and answers in JSON", async () => {
    const expected = {
      route: "chat",
      decidedBy: expect.stringMatching(/good\.yaml:8$/),
      outcome: { tier: "best", plan: ["openai/gpt-6.2-sol", "anthropic/claude-opus-5-5"] },
    };
    const byBody = await decided({ ...ask, metadata: { priority: "high" } }, "--format", "json");
    expect(JSON.parse(byBody.out)).toMatchObject(expected);
    const byHeader = await decided(ask, "--format", "json", "--header", "X-Pointsman-Priority: high");
    expect(JSON.parse(byHeader.out)).toMatchObject(expected);
  });

  test("says when a request is larger than the route takes", async () => {
    const { out } = await decided({ ...ask, messages: [{ role: "user", content: "many words ".repeat(2000) }] });
    expect(out).toMatch(/Refused: about \d+ input tokens, and the route takes 1000 at most\./);
    expect(out).not.toContain("Decided");
  });

  test("refuses what is no request, no route or no table", async () => {
    expect(await decided([])).toMatchObject({ code: 2, err: expect.stringContaining("must be an object") });
    expect(await decided({ ...ask, model: "chta" })).toMatchObject({
      code: 2,
      err: expect.stringContaining("there is no route `chta`"),
    });
    expect(await decided(ask, "--header", "nonsense")).toMatchObject({
      code: 2,
      err: expect.stringContaining("name:value"),
    });
    expect(await decided(ask, "--at", "noon")).toMatchObject({
      code: 2,
      err: expect.stringContaining("--at is a time"),
    });
    const path = temporaryFolder({ "t.json": "{", "r.json": "{}" });
    const broken = await runCommand(["decide", path("t.json"), "--request", path("r.json")]);
    expect(broken).toMatchObject({ code: 2, err: expect.stringContaining("t.json: The table is not JSON") });
  });
});

describe("explain", () => {
  test("prints the page of a code, and lists every code", async () => {
    const page = await runCommand(["explain", "syntax/duplicate-key"]);
    expect(page).toMatchObject({ code: 0, out: expect.stringMatching(/^syntax\/duplicate-key \(error\)/) });
    expect(page.out).toContain("    otherwise: openai/gpt-5.4-mini\n");
    expect((await runCommand(["explain"])).out).toContain("syntax/duplicate-key ");
    expect((await runCommand(["explain", "syntax/duplicat-key"])).err).toContain(
      "did you mean `syntax/duplicate-key`?",
    );
  });
});
