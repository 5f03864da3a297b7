import { existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";

/** The files that a policy may be made of. Names are as the user writes them, with `/`. */
export interface Project {
  /** The text of a file, or undefined when there is none. */
  read(name: string): string | undefined;
  /** Whether a file belongs to the project: what lies outside is not reviewed with it. */
  contains(name: string): boolean;
}

/** The project of a policy on disk: the folder with its package.json or repository, else the policy's own folder. */
export function openProject(entry: string): Project {
  const root = realpathSync(findRoot(dirname(resolve(entry))));
  const inside = (path: string) => path === root || path.startsWith(root + sep);
  return {
    read: (name) => {
      const path = resolve(name);
      return existsSync(path) ? readFileSync(path, "utf8") : undefined;
    },
    contains: (name) => {
      const path = resolve(name);
      return inside(existsSync(path) ? realpathSync(path) : path);
    },
  };
}

function findRoot(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json")) || existsSync(join(folder, ".git"))) return folder;
    if (folder === dirname(folder)) return start;
  }
}

/** The name of a file as a user would write it from here. */
export function nameOf(path: string): string {
  return relative(process.cwd(), resolve(path)).split(sep).join("/");
}
