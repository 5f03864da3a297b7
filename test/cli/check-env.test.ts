import { expect, test } from "vitest";
import { runCommand } from "./recording-terminal.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const POLICY = "routes:\n  chat: { otherwise: [openai/gpt-5.4-mini, anthropic/claude-haiku-5-5] }\n";

test("serve --check-env says which variables a table needs and which are not set, and shows no value", async () => {
  const path = temporaryFolder({ "routes.yaml": POLICY });
  await runCommand(["build", path("routes.yaml")]);
  const asked = ["serve", path("routes.table.json"), "--check-env"];
  const lacking = await runCommand(asked, { env: { OPENAI_API_KEY: "sk-value" } });
  expect(lacking.code).toBe(1);
  expect(lacking.out).toMatch(/^anthropic {2}ANTHROPIC_API_KEY +missing$/m);
  expect(lacking.out).toMatch(/^openai {5}OPENAI_API_KEY +OPENAI_API_KEY is set$/m);
  expect(lacking.out).not.toContain("sk-value");
  const all = await runCommand(asked, { env: { OPENAI_API_KEY: "a", ANTHROPIC_API_KEY: "b" } });
  expect(all).toMatchObject({ code: 0, out: expect.stringContaining("Everything is there.") });
});

test("a key in a file that is not there is said before anything is served", async () => {
  const path = temporaryFolder({ "routes.yaml": "routes: { chat: { otherwise: openai/gpt-5.4-mini } }\n" });
  const env = { OPENAI_API_KEY: "file:/nowhere/key" };
  const { code, out } = await runCommand(["serve", path("routes.yaml"), "--check-env"], { env });
  expect(code).toBe(1);
  expect(out).toContain("names the file /nowhere/key, which could not be read");
});
