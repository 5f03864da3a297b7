/** What is around the folder of a first policy: the repository that it is in, and the package. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";

export interface Surroundings {
  /** The repository's folder, which a forge reads workflows from; the policy's own where there is none. */
  readonly root: string;
  readonly isRepository: boolean;
  /** Who reads the workflows. */
  readonly forge: "github" | "gitlab";
  /** From the root to the policy's folder, with `/`; empty where they are one. */
  readonly inside: string;
  /** The folder of the `package.json` that is there already, in the repository or in the folder itself. */
  readonly packageFolder: string | undefined;
  /** Whether that package asks for pointsman by its own account. */
  readonly isInstalled: boolean;
}

/** The folder need not be there. */
export function surroundings(folder: string): Surroundings {
  const start = resolve(folder);
  const repository = upwards(start, undefined).find((path) => existsSync(join(path, ".git")));
  const root = repository ?? start;
  const packageFolder = upwards(start, root).find((path) => existsSync(join(path, "package.json")));
  return {
    root,
    isRepository: repository !== undefined,
    forge: repository !== undefined && isAtGitlab(repository) ? "gitlab" : "github",
    inside: relative(root, start).split(sep).join("/"),
    packageFolder,
    isInstalled: packageFolder !== undefined && asksForPointsman(join(packageFolder, "package.json")),
  };
}

/** The folder and those around it, up to `last` or to the root of the file system. */
function upwards(start: string, last: string | undefined): string[] {
  const parent = dirname(start);
  return start === last || parent === start ? [start] : [start, ...upwards(parent, last)];
}

function isAtGitlab(repository: string): boolean {
  return /^\s*url\s*=.*gitlab/m.test(textOf(join(repository, ".git", "config")));
}

function asksForPointsman(path: string): boolean {
  return /"(dev|optional)?[dD]ependencies"[^}]*"pointsman"\s*:/.test(textOf(path));
}

/** Empty where it cannot be read. */
function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
