/**
 * `npm run verify:first-hour`: the packed package, in an empty folder, on a Node that is too old and on those that are not.
 * Takes Nodes and the package's dependencies from npm; where these cannot be had it says so and ends well.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pkg from "../../package.json" with { type: "json" };
import { liveTheHour } from "./hour.ts";
import { environmentOf, type NodeVersion, nodeOf } from "./node-versions.ts";
import { shellIn } from "./shell.ts";

const TOO_OLD = 20;
const hours = [
  { major: 24, spelling: "yaml" },
  { major: 26, spelling: "typescript" },
] as const;

const folder = mkdtempSync(join(tmpdir(), "pointsman-first-hour-"));
try {
  const nodes = had([TOO_OLD, ...hours.map(({ major }) => major)]);
  if (nodes) {
    const tarball = packed();
    await refuses(nodes.get(TOO_OLD)!, tarball);
    for (const { major, spelling } of hours) {
      const place = join(folder, `hour-${major}`);
      mkdirSync(place);
      const shell = shellIn(place, environmentOf(nodes.get(major)!));
      await liveTheHour({
        shell,
        tarball,
        spelling,
        done: (step) => console.log(`Node ${major}, ${spelling}: ${step}`),
      });
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function had(majors: readonly number[]): Map<number, NodeVersion> | undefined {
  try {
    return new Map(majors.map((major) => [major, nodeOf(major, folder)]));
  } catch (error) {
    console.log(`The first hour is skipped: Nodes cannot be had from npm (${String(error).split("\n", 1)[0]}).`);
    return undefined;
  }
}

function packed(): string {
  execFileSync("npm", ["run", "build", "--", "--unchecked"], { stdio: ["ignore", "ignore", "inherit"] });
  execFileSync("npm", ["pack", "--ignore-scripts", "--pack-destination", folder], {
    stdio: ["ignore", "ignore", "ignore"],
  });
  return join(folder, `${pkg.name}-${pkg.version}.tgz`);
}

/** One line, and nothing is done. */
async function refuses(node: NodeVersion, tarball: string): Promise<void> {
  const place = join(folder, "too-old");
  mkdirSync(place);
  execFileSync("tar", ["-xzf", tarball, "-C", place]);
  const shell = shellIn(join(place, "package"), environmentOf(node));
  const before = readdirSync(shell.folder);
  for (const words of ["--version", "init", "check routes.ts"]) {
    const { code, out, err } = await shell.run(`node ${pkg.bin.pointsman} ${words}`);
    assert.deepEqual({ code, out }, { code: 2, out: "" });
    assert.match(
      err,
      new RegExp(`^pointsman needs Node 24 or newer, and this is Node ${node.major}\\.\\S+: https://nodejs\\.org\\n$`),
    );
  }
  assert.deepEqual(readdirSync(shell.folder), before);
  console.log(`Node ${node.major}: refused in one line`);
}
