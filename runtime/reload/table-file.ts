/** A table and the map beside it, as they stand in their files. */
import { readFile, stat } from "node:fs/promises";
import type { Made } from "./files-source.ts";
import { LARGEST_TABLE } from "./table-source.ts";
import type { TableFault } from "./table-swaps.ts";

/** For a `FilesSource`. */
export function tableFile(path: string): { files: readonly string[]; make(): Promise<Made> } {
  const files = [path, `${path}.map`];
  return { files, make: async () => ({ document: await documentIn(path), files }) };
}

async function documentIn(path: string): Promise<Made["document"]> {
  const table = await textOf(path, "the table");
  if (typeof table !== "string") return table;
  const map = await textOf(`${path}.map`, "the map");
  if (typeof map === "string") return { table, map };
  return map.code === "ENOENT" ? { table } : map;
}

/** Pipes and devices are not read: they may never end. */
async function textOf(path: string, what: string): Promise<string | TableFault> {
  try {
    const found = await stat(path);
    const wrong = found.isFile() ? (found.size > LARGEST_TABLE ? tooLarge : undefined) : "is not a file";
    if (wrong !== undefined) return { code: "not-readable", reason: `${what} \`${path}\` ${wrong}` };
    return await readFile(path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
    return { code, reason: `${what} \`${path}\` ${reasons[code] ?? `cannot be read (${code})`}` };
  }
}

const tooLarge = `is larger than ${LARGEST_TABLE / 1024 / 1024} MiB`;

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "does not exist",
  EACCES: "may not be accessed: check its permissions",
  EPERM: "may not be accessed: check its permissions",
};
