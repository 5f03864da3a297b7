import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import pkg from "../../package.json" with { type: "json" };
import { runCommand } from "./recording-terminal.ts";
import { temporaryFolder } from "./temporary-folder.ts";

test.each([
  ["routes.ts", []],
  ["routes.yaml", ["--yaml"]],
])("%s checks clean, its table is up to date, and the request is decided", async (name, words) => {
  const at = temporaryFolder({});
  const { code, out, err } = await runCommand(["init", at("new"), ...words]);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toContain("No provider's key is set");
  expect(out).toContain("--simulate");
  const policy = at(`new/${name}`);
  expect(await runCommand(["check", policy])).toMatchObject({ code: 0, out: `${policy}: no findings` });
  expect(await runCommand(["build", policy, "--check"])).toMatchObject({ code: 0, err: "" });
  const decided = await runCommand(["decide", policy, "--request", at("new/request.json")]);
  expect(decided.code).toBe(0);
  expect(decided.out).toContain("strong");
});

test("the models are those of the providers whose keys are set", async () => {
  const at = temporaryFolder({});
  const env = { MISTRAL_API_KEY: "x", ANTHROPIC_API_KEY: "y" };
  const { out } = await runCommand(["init", at("."), "--yaml"], { env });
  expect(out).toContain("Keys found: ANTHROPIC_API_KEY, MISTRAL_API_KEY.");
  expect(out).not.toContain("--simulate");
  const { tiers } = parse(readFileSync(at("routes.yaml"), "utf8")) as { tiers: Record<string, string[]> };
  for (const models of Object.values(tiers)) {
    expect(models.map((id) => id.split("/")[0])).toEqual(["anthropic", "mistral"]);
  }
});

test("the project pins this version, and its editors find the schemas of the package", async () => {
  const at = temporaryFolder({});
  await runCommand(["init", at("Our Routes"), "--yaml"]);
  const read = (name: string) => readFileSync(at(`Our Routes/${name}`), "utf8");
  expect(JSON.parse(read("package.json"))).toMatchObject({
    name: "our-routes",
    private: true,
    scripts: { check: "pointsman check routes.yaml" },
    dependencies: { pointsman: pkg.version },
  });
  const schemas = /^# yaml-language-server: \$schema=\.\/node_modules\/pointsman\/dist\/(schemas\/generated\/\S+)$/m;
  for (const name of ["routes.yaml", "catalog.yaml"]) expect(existsSync(schemas.exec(read(name))![1]!)).toBe(true);
  expect(JSON.parse(read(".vscode/settings.json"))).toHaveProperty("json.schemas");
  expect(read(".gitignore")).toContain("node_modules/");
  await runCommand(["init", at("typed")]);
  expect(JSON.parse(readFileSync(at("typed/tsconfig.json"), "utf8"))).toMatchObject({
    compilerOptions: { strict: true },
  });
});

interface Workflow {
  jobs: { policy: { steps: { run?: string }[] } };
}

describe("the workflow", () => {
  const stepsOf = (path: string): string[] =>
    (parse(readFileSync(path, "utf8")) as Workflow).jobs.policy.steps.flatMap(({ run }) => run ?? []);

  test("installs what is pinned, and checks the policy and its table", async () => {
    const at = temporaryFolder({});
    await runCommand(["init", at(".")]);
    expect(stepsOf(at(".github/workflows/pointsman.yml"))).toEqual([
      "npm install --no-audit --no-fund",
      "npx pointsman check routes.ts --format github",
      "npx pointsman build routes.ts --check",
    ]);
  });

  test("lies at the root of the repository, where the forge reads it, and runs there", async () => {
    const at = temporaryFolder({});
    execFileSync("git", ["init", "-q", at(".")]);
    const { out } = await runCommand(["init", at("services/ai"), "--yaml"]);
    expect(existsSync(at("services/ai/.github"))).toBe(false);
    expect(stepsOf(at(".github/workflows/pointsman-services-ai.yml"))).toEqual([
      "npm install --prefix services/ai --no-audit --no-fund",
      "npx --prefix services/ai pointsman check services/ai/routes.yaml --format github",
      "npx --prefix services/ai pointsman build services/ai/routes.yaml --check",
    ]);
    expect(out).not.toContain("no repository");
  });

  test("is that of the forge that the repository comes from", async () => {
    const at = temporaryFolder({});
    execFileSync("git", ["init", "-q", at(".")]);
    execFileSync("git", ["-C", at("."), "remote", "add", "origin", "git@gitlab.example.com:team/routes.git"]);
    await runCommand(["init", at(".")]);
    expect(parse(readFileSync(at(".gitlab-ci.yml"), "utf8"))).toMatchObject({
      pointsman: {
        script: [
          "npm install --no-audit --no-fund",
          "npx pointsman check routes.ts",
          "npx pointsman build routes.ts --check",
        ],
      },
    });
    expect(existsSync(at(".github"))).toBe(false);
  });
});

test("of a package that is there, nothing is changed: what has to be installed is said", async () => {
  const at = temporaryFolder({ "package.json": '{ "name": "app" }' });
  mkdirSync(at(".vscode"));
  writeFileSync(at(".vscode/settings.json"), "{}");
  const { out } = await runCommand(["init", at(".")]);
  expect(readFileSync(at("package.json"), "utf8")).toBe('{ "name": "app" }');
  expect(readFileSync(at(".vscode/settings.json"), "utf8")).toBe("{}");
  expect(out).toMatch(/There already, and left as they are:\n {2}\S*\.vscode\/settings\.json/);
});

test("nothing is overwritten, and nothing is half written", async () => {
  const at = temporaryFolder({ "request.json": "mine" });
  const { code, err } = await runCommand(["init", at(".")]);
  expect(code).toBe(2);
  expect(err).toContain("request.json` is there already; --force overwrites");
  expect(existsSync(at("routes.ts"))).toBe(false);
  expect((await runCommand(["init", at("."), "--force"])).code).toBe(0);
});
