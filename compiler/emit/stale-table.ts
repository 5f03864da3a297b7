/** What is on disk, held against what a policy compiles to. */
import { type Diagnostic, diagnose } from "../diagnostics/define.ts";
import { staleTable as stale } from "../diagnostics/table/stale.ts";
import type { Span } from "../source.ts";

/** Texts; of a table the map need not be kept. */
export interface TableFiles {
  readonly table: string | undefined;
  readonly map: string | undefined;
}

/** At the first line that differs. `path` is the table's, `policy` the file that was compiled, both as the user named them. */
export function staleTable(
  path: string,
  policy: string,
  onDisk: TableFiles,
  compiled: { text: string; map: string },
): Diagnostic[] {
  const { table, map } = onDisk;
  if (table !== compiled.text) return [finding(path, policy, table, compiled.text)];
  return map === undefined || isSameMap(map, compiled.map) ? [] : [finding(`${path}.map`, policy, map, compiled.map)];
}

function finding(file: string, policy: string, text: string | undefined, compiled: string): Diagnostic {
  const isThere = text !== undefined;
  return diagnose(stale, { file, policy, isThere }, isThere ? firstDifference(file, text, compiled) : undefined);
}

/** Hashes differ with whatever else does: they are passed over, unless nothing else does. */
function firstDifference(name: string, text: string, compiled: string): Span {
  const [lines, others] = [text.split("\n"), compiled.split("\n")];
  const differing = lines.flatMap((line, index) => (line === others[index] ? [] : [index]));
  const index = differing.find((at) => !lines[at]!.includes("sha256-")) ?? differing[0] ?? lines.length - 1;
  const start = lines.slice(0, index).reduce((sum, line) => sum + line.length + 1, 0);
  const indent = /^\s*/.exec(lines[index]!)![0].length;
  return { file: { name, text }, start: start + indent, end: start + lines[index]!.length };
}

/** Files are named as they are seen from where the compiler was started, which may be another folder than that of the build. */
function isSameMap(one: string, other: string): boolean {
  const names = /(?<="file": ")[^"]*/g;
  if (one.replaceAll(names, "") !== other.replaceAll(names, "")) return false;
  const others = other.match(names) ?? [];
  return (one.match(names) ?? []).every((name, index) => isSameFile(name, others[index] ?? ""));
}

function isSameFile(one: string, other: string): boolean {
  return one === other || one.endsWith(`/${other}`) || other.endsWith(`/${one}`);
}
