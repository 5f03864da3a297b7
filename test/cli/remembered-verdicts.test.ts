import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCommand } from "./recording-terminal.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** Rules that all decide, but for the one that is told to be dead. */
function policy(dead: boolean): string {
  const rules = Array.from({ length: 520 }, (_, i) => {
    return `{ when: (r) => r.key.team === "t${i}" && r.inputTokens < 900, use: "${i % 2 ? "small" : "large"}" },`;
  });
  const last = dead ? '{ when: (r) => r.key.team === "t7" && r.inputTokens < 500, use: "large" },' : "";
  return `import { chain, policy } from "pointsman";
export default policy({
  tiers: {
    small: chain("openai/gpt-6-luna", "google/gemini-3.8-flash"),
    large: chain("anthropic/claude-haiku-5-5", "google/gemini-3.8-flash"),
  },
  routes: { chat: { rules: [
${rules.join("\n")}
${last}
  ], otherwise: chain("openai/gpt-5.4-mini", "google/gemini-3.8-flash") } },
});
`;
}

test("what a run found out is kept beside the packages, and an edit is found all the same", async () => {
  const inFolder = temporaryFolder({ "routes.ts": "" });
  const path = inFolder("routes.ts");
  mkdirSync(inFolder("node_modules"));
  const run = (text: string, ...options: string[]) => {
    writeFileSync(path, text);
    return runCommand(["check", path, "--no-types", ...options]);
  };
  expect(await run(policy(false))).toMatchObject({ code: 0 });
  const kept = inFolder("node_modules/.cache/pointsman");
  const [file = ""] = readdirSync(kept);
  expect(JSON.parse(readFileSync(join(kept, file), "utf8")).length).toBeGreaterThan(500);

  const edited = await run(policy(true));
  expect(edited).toMatchObject({ code: 1 });
  expect(edited.out).toContain("reach/dead-rule");
  expect(edited).toEqual(await run(policy(true), "--fresh"));

  writeFileSync(join(kept, file), "[[1], broken");
  expect(await run(policy(true))).toEqual(edited);
  writeFileSync(join(kept, file), readFileSync(join(kept, file), "utf8").replaceAll('"cover"', '"cover","elsewhere"'));
  expect(await run(policy(true))).toEqual(edited);
});
