import { mkdirSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { runCommand } from "./recording-terminal.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const policy = (target: string) => `routes:\n  chat: { otherwise: ${target} }\n`;
const OVERLAY = `providers:
  own: { dialect: openai, baseUrl: "http://own:8000/v1", hosting: self-hosted, jurisdiction: DE }
models:
  own/small: { context: 8192, price: { input: 0.1, output: 0.1 } }
  own/large: { context: 32768, price: { input: 0.2, output: 0.2 } }
  own/spare: { context: 32768, price: { input: 0.2, output: 0.2 } }
`;

/** Two policies that share an overlay, one in a folder of its own, and what is none. */
function folder(): (name: string) => string {
  const path = temporaryFolder({
    "a.yaml": policy("own/small"),
    "b.yaml": policy("own/large"),
    "catalog.yaml": OVERLAY,
    "values.yaml": "replicas: 3\n",
    "helper.ts": "export const LONG = 8_000;\n",
  });
  for (const name of ["inner", "node_modules", ".hidden"]) {
    mkdirSync(path(name));
    writeFileSync(path(`${name}/routes.ts`), TYPESCRIPT);
  }
  return path;
}

const TYPESCRIPT = `import { policy } from "pointsman";

export default policy({ routes: { chat: { otherwise: "openai/gpt-5.4-mini" } } });
`;

interface Reports {
  reports: { policy: string; findings: { code: string; message: string }[]; table?: string }[];
}

async function reportsOf(words: readonly string[]): Promise<Reports["reports"]> {
  const { out } = await runCommand(["check", ...words, "--no-types", "--format", "json"]);
  return (JSON.parse(out) as Reports).reports;
}

describe("check of several policies", () => {
  test("takes files, and all policies of a folder and of those in it, but nothing that is installed, hidden or none", async () => {
    const path = folder();
    const names = async (...words: string[]) => (await reportsOf(words)).map((one) => one.policy);
    expect(await names(path("a.yaml"), path("b.yaml"))).toEqual([path("a.yaml"), path("b.yaml")]);
    expect(await names(path("."))).toEqual(["a.yaml", "b.yaml", "inner/routes.ts"].map(path));
    expect(await names(path("."), path("a.yaml"))).toHaveLength(3);
  });

  test("judges an overlay over all policies that share it, and tells of it once", async () => {
    const path = folder();
    const alone = await runCommand(["check", path("a.yaml"), "--format", "json"]);
    const unused = (text: string) => [...text.matchAll(/"message": "[^"]*(own\/\w+)[^"]*"/g)].map(([, name]) => name);
    expect(unused(alone.out)).toEqual(["own/large", "own/spare"]);
    const reports = await reportsOf([path("a.yaml"), path("b.yaml")]);
    const found = reports.flatMap(({ findings }) =>
      findings.map(({ code, message }) => [code, unused(`"message": "${message}"`)[0]]),
    );
    expect(found).toEqual([["name/unused-overlay-entry", "own/spare"]]);
    expect(reports.every(({ table }) => table !== undefined)).toBe(true);
  });

  test("does not know what an overlay is used for while a policy that shares it has an error", async () => {
    const path = folder();
    writeFileSync(path("b.yaml"), policy("own/larg"));
    const reports = await reportsOf([path("a.yaml"), path("b.yaml")]);
    expect(reports.flatMap(({ findings }) => findings.map(({ code }) => code))).toEqual(["name/unknown-model"]);
  });

  test("prints all findings with one end, and names what is clean; an error anywhere is exit code 1", async () => {
    const path = folder();
    writeFileSync(path("inner/routes.ts"), TYPESCRIPT.replace("gpt-5.4-mini", "gpt-5.4-mimi"));
    const { code, out } = await runCommand([
      "check",
      path("a.yaml"),
      path("b.yaml"),
      path("inner/routes.ts"),
      "--no-types",
    ]);
    expect(code).toBe(1);
    expect(out.match(/^\d error/gm)).toEqual(["1 error"]);
    expect(out).toMatch(/b\.yaml: no findings$/);
  });

  test.each(["sarif", "github", "junit", "markdown"])("%s tells of all", async (format) => {
    const path = temporaryFolder({ "a.yaml": policy("openai/gpt-5.4-mimi"), "b.yaml": policy("openai/gpt-6-lune") });
    const { out } = await runCommand(["check", path("."), "--format", format]);
    expect(out).toMatch(/gpt-5\.4-mimi[\s\S]*gpt-6-lune/);
  });

  test("says where there is no policy", async () => {
    const path = temporaryFolder({ "values.yaml": "replicas: 3\n" });
    expect(await runCommand(["check", path(".")])).toMatchObject({
      code: 2,
      err: expect.stringContaining("there is no policy in"),
    });
    expect(await runCommand(["check"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("the policy is missing"),
    });
  });
});

describe("check of the standard input", () => {
  const input = (text: string) => ({ input: () => Promise.resolve(text) });

  test("knows the spelling by what it says, or by the name that it is given", async () => {
    const bad = await runCommand(["check", "-"], input(policy("openai/gpt-5.4-mimi")));
    expect(bad).toMatchObject({ code: 1, out: expect.stringMatching(/--> stdin\.yaml:2:22/) });
    const good = await runCommand(["check", "-", "--no-types"], input(TYPESCRIPT));
    expect(good).toMatchObject({ code: 0, out: "stdin.ts: no findings" });
  });

  test("lies where it is said to: what it imports and its overlay are beside it", async () => {
    const path = folder();
    const named = await runCommand(
      ["check", "-", "--stdin-name", path("new.yaml"), "--format", "json"],
      input(policy("own/small")),
    );
    expect(JSON.parse(named.out)).toMatchObject({ policy: path("new.yaml"), table: expect.stringMatching(/^sha256-/) });
  });

  test("is not mended", async () => {
    expect(await runCommand(["check", "-", "--fix"], input(policy("openai/gpt-5.4-mimi")))).toMatchObject({
      code: 2,
      err: expect.stringContaining("cannot mend the standard input"),
    });
  });
});

test("build --check says in every format that the table on disk is not what the policy compiles to", async () => {
  const path = temporaryFolder({ "routes.yaml": policy("openai/gpt-5.4-mini") });
  await runCommand(["build", path("routes.yaml")]);
  writeFileSync(path("routes.yaml"), policy("openai/gpt-6-luna"));
  for (const format of ["pretty", "json", "sarif", "github", "junit", "markdown"]) {
    const { code, out, err } = await runCommand(["build", path("routes.yaml"), "--check", "--format", format]);
    expect({ code, err }).toEqual({ code: 1, err: "" });
    expect(out).toMatch(/table\/stale/);
    expect(out).toMatch(/routes\.table\.json/);
  }
});

test("findings are folded to a narrow terminal, with their carets still in place", async () => {
  const path = temporaryFolder({
    "routes.yaml":
      "tiers: { standard: openai/gpt-5.4-mini, premium: anthropic/claude-opus-5-5 }\nroutes:\n  chat: { rules: [{ when: r.stream && r.hasCode && r.inputTokens > 8_000, use: premuim }], otherwise: standard }\n",
  });
  const { out } = await runCommand(["check", path("routes.yaml")], { columns: 40 });
  const lines = out.split("\n");
  expect(lines.filter((line) => line.length > 40 && !line.includes("-->"))).toEqual([]);
  const at = lines.findIndex((line) => line.includes("use: premuim"));
  expect(lines[at + 1]!.indexOf("^")).toBe(lines[at]!.indexOf("premuim"));
});
