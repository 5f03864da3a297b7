/** What `generate` would do to the files of a directory, and doing it. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { GeneratedFile } from "./generated-file.ts";

export interface Change {
  readonly path: string;
  readonly kind: "new" | "changed" | "stale";
  /** Absent for a stale file, which is deleted. */
  readonly content?: string;
}

/** Sorted by path; empty when every file under `root` is as its generator would write it. */
export function findChanges(root: string, files: readonly GeneratedFile[], folders: readonly string[]): Change[] {
  const changes: Change[] = [];
  for (const { path, content } of files) {
    const wanted = content();
    const written = existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : undefined;
    if (wanted !== written) changes.push({ path, kind: written === undefined ? "new" : "changed", content: wanted });
  }
  const known = new Set(files.map(({ path }) => path));
  const stale = folders.flatMap((folder) => filesIn(root, folder)).filter((path) => !known.has(path));
  changes.push(...stale.map((path): Change => ({ path, kind: "stale" })));
  return changes.sort((a, b) => (a.path < b.path ? -1 : 1));
}

export function applyChange(root: string, { path, content }: Change): void {
  const target = join(root, path);
  if (content === undefined) rmSync(target);
  else {
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
}

function filesIn(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesIn(root, `${folder}/${entry.name}`) : [`${folder}/${entry.name}`],
  );
}
