/**
 * What earlier runs found out about a policy's rules, so that a large policy is not asked anew for every edit. It is kept
 * beside the installed packages, as other tools keep their caches, and nowhere where there are none.
 */

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { Memory, type Remembered } from "../compiler/verify/memory.ts";

/** Fewer answers than this are found out as quickly as they are read. */
const WORTH_KEEPING = 500;

/** Runs `work` with the memory of the policy's last run, and keeps what it leaves. What cannot be read or written is done without. */
export function withRememberedVerdicts<T>(policy: string, work: (memory: Memory) => T): T {
  const path = fileFor(policy);
  const memory = new Memory(path === undefined ? [] : read(path));
  const result = work(memory);
  const entries = [...memory.entries()];
  if (path !== undefined && entries.length >= WORTH_KEEPING && memory.hasLearnt) write(path, entries);
  return result;
}

function fileFor(policy: string): string | undefined {
  const place = resolve(policy);
  for (let folder = dirname(place); ; folder = dirname(folder)) {
    const packages = join(folder, "node_modules");
    const name = createHash("sha256").update(place).digest("hex").slice(0, 16);
    if (existsSync(packages)) return join(packages, ".cache", "pointsman", `${name}.json`);
    if (folder === dirname(folder)) return undefined;
  }
}

type Entry = readonly [string, Remembered];

function read(path: string): Entry[] {
  try {
    const entries: unknown = JSON.parse(readFileSync(path, "utf8"));
    return Array.isArray(entries) ? entries.filter(isEntry) : [];
  } catch {
    return [];
  }
}

function isEntry(entry: unknown): entry is Entry {
  if (!Array.isArray(entry) || entry.length !== 2 || typeof entry[0] !== "string") return false;
  const answer: unknown = entry[1];
  return typeof answer === "boolean" || (Array.isArray(answer) && answer.every((part) => typeof part === "string"));
}

function write(path: string, entries: readonly Entry[]): void {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(draft, JSON.stringify(entries));
    renameSync(draft, path);
  } catch {
    // A cache that cannot be kept costs time, and nothing else.
  }
}
