import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ComparisonName } from "./compared-seed.ts";
import { mutants } from "./mutants.ts";
import { wideMutants } from "./wide-mutants.ts";

/** Seeds that showed the mutants when these were chosen come first. */
const telling: Readonly<Record<ComparisonName, string>> = {
  verdicts: "1 2 11 15 21 25 28 30 42 81 82 85 90 176 187 191 195 217 494 513 605 635 1-1000",
  wide: "1-1000",
  timely: "1-60",
  limited: "1-300",
  memory: "1-300",
  solver: "1-2000",
};

const folders = ["compiler", "schemas", "semantics", "dsl", "runtime", "simulator"];
const testFolders = ["agreement", "reference", "verification", "compiler/regions"];
let copy = "";

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), "mutants-"));
  for (const folder of folders) await cp(folder, join(copy, folder), { recursive: true });
  for (const folder of testFolders) await cp(join("test", folder), join(copy, "test", folder), { recursive: true });
  await cp("package.json", join(copy, "package.json"));
  await symlink(join(process.cwd(), "node_modules"), join(copy, "node_modules"));
});

afterAll(() => rm(copy, { recursive: true }));

test("the verifier as it is agrees with every request", async () => {
  expect(await disagreement("verdicts", "1-150")).toBe("none");
});

describe("a mistake in the verifier is found by asking every request", () => {
  test.each([...mutants, ...wideMutants])("$why", async (mutant) => {
    const { file, find, replace, shownBy = "verdicts", seed } = mutant;
    const text = await readFile(join(copy, file), "utf8");
    expect(text.split(find).length - 1, `${file} must have ${find} once`).toBe(1);
    await writeFile(
      join(copy, file),
      text.replace(find, () => replace),
    );
    try {
      expect(
        await disagreement(shownBy, seed === undefined ? telling[shownBy] : `${seed} ${telling[shownBy]}`),
      ).toMatch(/^seed \d+: /);
    } finally {
      await writeFile(join(copy, file), text);
    }
  });
});

const run = promisify(execFile);

async function disagreement(comparison: ComparisonName, seeds: string): Promise<string> {
  const script = join("test", "verification", "compare-slice.ts");
  const command = join("node_modules", ".bin", "node");
  // Of one mutant to the next all but one file is the same.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(copy, "compiled") };
  const { stdout } = await run(command, [script, comparison, ...seeds.split(" ")], { cwd: copy, env });
  return stdout;
}
