/** Nodes of other versions, as npm has them: only their binaries are taken, and no script of a package is run. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";

export interface NodeVersion {
  readonly major: number;
  /** The folder that the binary is in. */
  readonly folder: string;
}

/** The one that runs this where it is of that version, else one of npm's. Throws where it cannot be had. */
export function nodeOf(major: number, folder: string): NodeVersion {
  if (major === Number(process.versions.node.split(".")[0])) return { major, folder: dirname(process.execPath) };
  const place = join(folder, `node-${major}`);
  mkdirSync(place, { recursive: true });
  // The names by which the package `node` gets its binary.
  const prefix = process.platform === "darwin" && process.arch === "arm64" ? "node-bin" : "node";
  const name = `${prefix}-${process.platform}-${process.arch}`;
  const install = ["install", "--prefix", place, "--ignore-scripts", "--no-audit", "--no-fund", `${name}@${major}`];
  execFileSync("npm", install, { stdio: ["ignore", "ignore", "pipe"] });
  const binaries = join(place, "node_modules", name, "bin");
  if (!existsSync(join(binaries, "node"))) throw new Error(`${name}@${major} has no binary`);
  return { major, folder: binaries };
}

/** What `node`, `npm` and `npx` run on, and nothing of what runs this. */
export function environmentOf({ folder }: NodeVersion): Record<string, string> {
  const { PATH = "", HOME = "", TMPDIR } = process.env;
  const own = PATH.split(delimiter).filter((entry) => !entry.includes("node_modules"));
  const registry = Object.entries(process.env).filter(
    ([name]) => /^npm_config_/i.test(name) && /registry|cache|proxy|ca/i.test(name),
  );
  return {
    PATH: [folder, ...own].join(delimiter),
    HOME,
    ...(TMPDIR === undefined ? {} : { TMPDIR }),
    ...(Object.fromEntries(registry) as Record<string, string>),
    NO_COLOR: "1",
    npm_config_update_notifier: "false",
  };
}
