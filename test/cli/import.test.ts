import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { runCommand } from "./recording-terminal.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const clean = `model_list:
  - model_name: chat
    litellm_params: { model: openai/gpt-5.4-mini, api_key: os.environ/OPENAI_API_KEY }
`;

test("a clean configuration is printed as a policy, with exit code 0", async () => {
  const at = temporaryFolder({ "config.yaml": clean });
  const { code, out, err } = await runCommand(["import", "litellm", at("config.yaml")]);
  expect({ code, err }).toEqual({ code: 0, err: `${at("config.yaml")}: 3 settings carried over\n\n` });
  expect(out).toContain("chat: { otherwise: openai/gpt-5.4-mini }");
});

test("what is written can be checked, with its overlay beside it", async () => {
  const at = temporaryFolder({
    "config.yaml": `model_list:
  - model_name: chat
    litellm_params:
      model: azure/mini-eu
      api_base: https://acme.openai.azure.com
      api_key: os.environ/AZURE_API_KEY
    model_info: { base_model: azure/gpt-5.4-mini }
`,
  });
  const imported = await runCommand(["import", "litellm", at("config.yaml"), "-o", at("routes.yaml")]);
  expect(imported).toMatchObject({ code: 0, err: `${at("config.yaml")}: 5 settings carried over\n\n` });
  expect(existsSync(at("catalog.yaml"))).toBe(true);
  const checked = await runCommand(["check", at("routes.yaml"), "--any-runtime"]);
  expect(checked).toMatchObject({ code: 0, err: "" });
});

test("findings point into the original, and an error is exit code 1; the policy is written all the same", async () => {
  const at = temporaryFolder({ "config.yaml": clean.replace("os.environ/OPENAI_API_KEY", "sk-live-0123456789") });
  const { code, err } = await runCommand(["import", "litellm", at("config.yaml"), "-o", at("routes.yaml")]);
  expect(code).toBe(1);
  expect(err).toMatch(/error\[syntax\/secret-in-policy\][\s\S]*config\.yaml:3:60/);
  expect(err).not.toContain("0123456789");
  expect(readFileSync(at("routes.yaml"), "utf8")).not.toContain("0123456789");
});

test("nothing is overwritten unless told", async () => {
  const at = temporaryFolder({ "config.yaml": clean, "routes.yaml": "mine" });
  const words = ["import", "litellm", at("config.yaml"), "-o", at("routes.yaml")];
  const refused = await runCommand(words);
  expect(refused.code).toBe(2);
  expect(refused.err).toContain("is there already; --force overwrites");
  expect(readFileSync(at("routes.yaml"), "utf8")).toBe("mine");
  expect((await runCommand([...words, "--force"])).code).toBe(0);
});

test.each([
  [["import"], "the format (litellm, portkey or openrouter) is missing"],
  [["import", "kong", "x.yaml"], "not `kong`"],
  [["import", "litellm", "nowhere.yaml"], "the configuration `nowhere.yaml` does not exist"],
])("%j is refused with one clear line", async (words, message) => {
  const { code, err } = await runCommand(words);
  expect(code).toBe(2);
  expect(err).toContain(message);
});

test("a configuration without any model for chat is refused", async () => {
  const at = temporaryFolder({ "config.yaml": "model_list: []\n" });
  const { code, err } = await runCommand(["import", "litellm", at("config.yaml")]);
  expect(code).toBe(2);
  expect(err).toContain("holds nothing that a policy could be made of");
});
