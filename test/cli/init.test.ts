import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { runCommand } from "./recording-terminal.ts";
import { temporaryFolder } from "./temporary-folder.ts";

test.each([
  ["routes.ts", []],
  ["routes.yaml", ["--yaml"]],
])("%s checks clean, its table is up to date, and the request is decided", { timeout: 60_000 }, async (name, words) => {
  const at = temporaryFolder({});
  const { code, out, err } = await runCommand(["init", at("new"), ...words]);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toContain("No provider's key is set");
  expect(out).toContain("--simulate");
  const policy = at(`new/${name}`);
  expect(await runCommand(["check", policy])).toMatchObject({ code: 0 });
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

test("the workflow checks the policy and its table, and is YAML", async () => {
  const at = temporaryFolder({});
  await runCommand(["init", at(".")]);
  const { jobs } = parse(readFileSync(at(".github/workflows/pointsman.yml"), "utf8")) as {
    jobs: { policy: { steps: { run?: string }[] } };
  };
  expect(jobs.policy.steps.flatMap(({ run }) => run ?? [])).toEqual([
    "npx --yes pointsman check routes.ts --format github",
    "npx --yes pointsman build routes.ts --check",
  ]);
});

test("nothing is overwritten, and nothing is half written", async () => {
  const at = temporaryFolder({ "request.json": "mine" });
  const { code, err } = await runCommand(["init", at(".")]);
  expect(code).toBe(2);
  expect(err).toContain("request.json` is there already; --force overwrites");
  expect(existsSync(at("routes.ts"))).toBe(false);
  expect((await runCommand(["init", at("."), "--force"])).code).toBe(0);
});
