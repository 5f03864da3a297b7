import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { compile } from "../../compiler/index.ts";
import { runCommand } from "./recording-terminal.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const today = "2026-11-20";

test.each([
  ["routes.example.ts", "yaml", "routes.yaml"],
  ["test/golden/example/routes.yaml", "typescript", "routes.ts"],
])("convert writes %s in %s, and it compiles to the same table", async (policy, to, name) => {
  const at = temporaryFolder({});
  expect(await runCommand(["convert", policy, "--to", to, "-o", at(name)])).toMatchObject({ code: 0 });
  expect(compile(at(name), { today }).table!.text).toBe(compile(policy, { today }).table!.text);
  expect((await runCommand(["convert", policy, "--to", to, "-o", at(name)])).code).toBe(2);
});

test("convert prints to standard output, and the findings of a policy that has errors", async () => {
  const at = temporaryFolder({ "bad.yaml": "routes: { chat: { otherwise: nowhere } }\n" });
  expect((await runCommand(["convert", "routes.example.ts"])).out).toContain("routes:");
  const { code, out } = await runCommand(["convert", at("bad.yaml")]);
  expect([code, out]).toEqual([1, expect.stringContaining("name/unknown-tier")]);
  expect(readFileSync(at("bad.yaml"), "utf8")).toContain("nowhere");
});
