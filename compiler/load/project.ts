import { closeSync, constants, existsSync, fstatSync, openSync, readFileSync, realpathSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { decodeUtf8, type NotUtf8 } from "./decode-utf8.ts";

/** Bytes of the largest file that is read. */
export const FILE_LIMIT = 4_000_000;

/** Why a file that is there has no text. */
export type Unreadable =
  | { readonly problem: "too-large" }
  | { readonly problem: "not-a-file"; readonly what: string }
  | { readonly problem: "refused"; readonly why: string }
  | NotUtf8;

/** Thrown by `Project.read`. */
export class UnreadableFile extends Error {
  readonly why: Unreadable;

  constructor(name: string, why: Unreadable) {
    super(`${name} cannot be read`);
    this.why = why;
  }
}

/** The files that a policy may be made of. Names are as the user writes them, with `/`. */
export interface Project {
  /** The text of a file, without a byte order mark; undefined when there is no such file. Throws an `UnreadableFile`. */
  read(name: string): string | undefined;
  /** Whether a file belongs to the project: what lies outside is not reviewed with it. */
  contains(name: string): boolean;
}

/** The project of a policy on disk: the folder with its package.json or repository, else the policy's own folder. */
export function openProject(entry: string): Project {
  const root = realpathSync(nearestFolder(findRoot(dirname(resolve(entry)))));
  return {
    read: (name) => {
      const text = readText(resolve(name));
      if (typeof text === "object") throw new UnreadableFile(name, text);
      return text;
    },
    contains: (name) => {
      const path = realPath(resolve(name));
      return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
    },
  };
}

function findRoot(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json")) || existsSync(join(folder, ".git"))) return folder;
    if (folder === dirname(folder)) return start;
  }
}

function nearestFolder(path: string): string {
  return existsSync(path) || path === dirname(path) ? path : nearestFolder(dirname(path));
}

/** Links resolved, also those on the way to a file that is not there. */
function realPath(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  const folder = dirname(path);
  return folder === path ? path : join(realPath(folder), basename(path));
}

/** The size is asked before anything is read, and a pipe is never waited for. */
function readText(path: string): string | Unreadable | undefined {
  let file: number | undefined;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const found = fstatSync(file);
    if (found.isDirectory()) return { problem: "not-a-file", what: "a directory" };
    if (!found.isFile()) return { problem: "not-a-file", what: "a device or a pipe" };
    if (found.size > FILE_LIMIT) return { problem: "too-large" };
    return decodeUtf8(readFileSync(file));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    if (code === "") throw error;
    return { problem: "refused", why: reasons[code] ?? code };
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: "permission is denied",
  EPERM: "permission is denied",
  ELOOP: "its links lead in a circle",
  ENAMETOOLONG: "its name is too long",
};

/** The name of a file as a user would write it from here. */
export function nameOf(path: string): string {
  return relative(process.cwd(), resolve(path)).split(sep).join("/");
}
