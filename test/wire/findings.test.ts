/** What `check` says and what `serve` of the same version does. */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { loadTable } from "../../runtime/table/load.ts";
import { runCommand } from "../cli/recording-terminal.ts";
import { temporaryFolder } from "../cli/temporary-folder.ts";

const CHAIN = "[openai/gpt-5.4-mini, mistral/mistral-large-2512]";

/** By the line (from 1) that asks for it. */
const notServed: Readonly<Record<string, readonly [line: number, feature: string, policy: string]>> = {
  recording: [4, "route/record", `routes:\n  chat:\n    otherwise: ${CHAIN}\n    record: true\n`],
};

async function checked(policy: string, ...options: string[]) {
  const path = temporaryFolder({ "p.yaml": policy });
  const { code, out } = await runCommand(["check", path("p.yaml"), "--format", "json", ...options]);
  const { findings } = JSON.parse(out) as {
    findings: { code: string; severity: string; message: string; span?: { line: number } }[];
  };
  return { code, path, findings };
}

describe("what the runtime of this version lacks", () => {
  test.each(Object.entries(notServed))("is an error of check, at its line: %s", async (_, [line, feature, policy]) => {
    const { code, path, findings } = await checked(policy);
    expect(code).toBe(1);
    const told = findings.filter((finding) => finding.code === "serve/not-yet");
    expect(told.map((finding) => [finding.severity, finding.span?.line])).toContainEqual(["error", line]);
    expect(told.map(({ message }) => message).join("\n")).toContain(`\`${feature}\``);
    expect((await runCommand(["build", path("p.yaml")])).code).toBe(1);
    // For another runtime it is built; this one refuses it by the same name.
    expect((await runCommand(["build", path("p.yaml"), "--any-runtime"])).code).toBe(0);
    expect(() => loadTable(readFileSync(path("p.table.json"), "utf8"))).toThrow(feature);
  });
});

describe("a warning", () => {
  const ONE_PROVIDER = "routes: { chat: { otherwise: [openai/gpt-5.4-mini, openai/gpt-6-luna] } }\n";

  test("is told, does not fail check, and what is built of it is served", async () => {
    const { code, path, findings } = await checked(ONE_PROVIDER);
    expect([code, findings.map((finding) => finding.code)]).toEqual([0, ["chain/single-provider"]]);
    expect((await runCommand(["build", path("p.yaml")])).code).toBe(0);
    expect(() => loadTable(readFileSync(path("p.table.json"), "utf8"))).not.toThrow();
  });

  test.each([
    ["--deny-warnings"],
    ["--deny", "chain/single-provider"],
    ["--deny", "name/unused-tier", "--deny", "chain/single-provider"],
  ])("that is denied fails check and build: %s %s", async (...options) => {
    const { code, path, findings } = await checked(ONE_PROVIDER, ...options);
    expect([code, findings.map(({ severity }) => severity)]).toEqual([1, ["error"]]);
    expect((await runCommand(["build", path("p.yaml"), ...options])).code).toBe(1);
  });

  test("of another code does not, and a code that there is not is wrong usage", async () => {
    expect((await checked(ONE_PROVIDER, "--deny", "name/unused-tier")).code).toBe(0);
    const path = temporaryFolder({ "p.yaml": ONE_PROVIDER });
    const { code, err } = await runCommand(["check", path("p.yaml"), "--deny", "chain/single-providr"]);
    expect([code, err]).toEqual([2, expect.stringContaining("chain/single-provider")]);
  });
});
