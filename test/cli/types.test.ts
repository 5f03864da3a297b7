import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { runCommand } from "./recording-terminal.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const overlay = `providers:
  vllm: { dialect: openai, baseUrl: "https://llm.example.com/v1", jurisdiction: DE }
  mistral-eu: { like: mistral, region: eu }
models:
  vllm/llama: { context: 32000, price: { input: 0.1, output: 0.2 } }
`;

const inTypescript = `import { chain, policy } from "pointsman";
export default policy({
  metadata: { priority: ["low", "high"], team: { values: ["a"], required: true } },
  tiers: { quick: chain("vllm/llama", "mistral-eu/mistral-large-2512") },
  routes: { chat: { rules: [{ when: (r) => r.metadata.priority === "low" && r.metadata.team === "a", use: "openai/gpt-5.4-mini" }], otherwise: "quick" } },
});
`;

const inYaml = `tiers:
  quick: [vllm/llama, mistral-eu/mistral-large-2512]
routes:
  chat: { otherwise: quick }
`;

test("declarations say what the overlay adds and what the policy declares, and `check` says when they are old", async () => {
  const at = temporaryFolder({ "package.json": "{}", "catalog.yaml": overlay, "routes.ts": inTypescript });
  const stale = async () => (await runCommand(["check", at("routes.ts")])).out.match(/catalog\/stale-types/g) ?? [];
  expect(await stale()).toEqual([]);
  expect(await runCommand(["types", at("routes.ts"), "--check"])).toMatchObject({ code: 1 });
  const { code, out } = await runCommand(["types", at("routes.ts")]);
  expect([code, out]).toEqual([0, expect.stringContaining("begin ")]);
  const written = readFileSync(at("pointsman-env.d.ts"), "utf8");
  expect(written).toContain('"vllm/llama": true');
  expect(written).toContain('"mistral-eu/mistral-large-2512": true');
  expect(written).not.toContain("openai/");
  expect(written).toContain('"team": { values: ["a"]; required: true }');
  expect(await stale()).toEqual([]);
  expect(await runCommand(["types", at("routes.ts"), "--check"])).toMatchObject({ code: 0 });

  writeFileSync(at("routes.ts"), inTypescript.replaceAll("quick", "fast"));
  expect(await stale()).toEqual(["catalog/stale-types"]);
  writeFileSync(at("routes.ts"), inTypescript);
  writeFileSync(at("catalog.yaml"), overlay.replace("input: 0.1", "input: 0.3"));
  expect(await stale()).toEqual(["catalog/stale-types"]);
  await runCommand(["types", at("routes.ts")]);
  expect(await stale()).toEqual([]);
});

test("a schema names the project's tiers and models, and `check` says when it is old", async () => {
  const at = temporaryFolder({ "package.json": "{}", "catalog.yaml": overlay, "routes.yaml": inYaml });
  const stale = async () => (await runCommand(["check", at("routes.yaml")])).out.match(/catalog\/stale-types/g) ?? [];
  const { out } = await runCommand(["types", at("routes.yaml")]);
  expect(out).toContain("# yaml-language-server: $schema=./routes.schema.json");
  const { $defs } = JSON.parse(readFileSync(at("routes.schema.json"), "utf8")) as {
    $defs: Record<string, { enum?: string[] }>;
  };
  expect($defs.names!.enum!.slice(0, 2)).toEqual(["quick", "mistral-eu/codestral-2508"]);
  expect($defs.names!.enum).toEqual(expect.arrayContaining(["vllm/llama", "openai/gpt-5.4-mini"]));
  expect(await stale()).toEqual([]);
  writeFileSync(at("routes.yaml"), inYaml.replaceAll("quick", "fast"));
  expect(await stale()).toEqual(["catalog/stale-types"]);
});

test("several policies of a folder are declared side by side; the names of one that has findings are known", async () => {
  const at = temporaryFolder({
    "package.json": "{}",
    "tsconfig.json": "{}",
    "a.ts": inTypescript.replace("vllm/llama", "vlm/llama"),
    "b.ts": inTypescript,
  });
  const { code, out } = await runCommand(["types", at("a.ts"), at("b.ts")]);
  expect([code, out]).toEqual([0, expect.not.stringContaining("begin ")]);
  const written = readFileSync(at("pointsman-env.d.ts"), "utf8");
  expect(written).toMatch(/"a\.ts": \{[^}]*"quick"/);
  expect(written).toMatch(/"b\.ts": \{[^}]*"quick"/);
});

test("what cannot be read is told, and nothing is written", async () => {
  const at = temporaryFolder({ "routes.ts": "export default policy({", "notes.md": "" });
  const { code, out } = await runCommand(["types", at("routes.ts")]);
  expect([code, out]).toEqual([1, expect.stringContaining("syntax/")]);
  expect((await runCommand(["types", at("notes.md")])).err).toContain("a policy is a .ts, .yaml or .yml file");
  expect((await runCommand(["types", at("absent.ts")])).code).toBe(2);
});

test("a language server is started by an editor", async () => {
  const { code, err } = await runCommand(["lsp"]);
  expect([code, err]).toEqual([2, expect.stringContaining("started by an editor")]);
});
