/** A policy compiled to be served, and the files that it was made of. */
import { resolve } from "node:path";
import { openProject, type Project } from "../compiler/load/project.ts";
import { runtimeFeatures } from "../semantics/runtime-features.ts";
import type { Terminal } from "./command.ts";
import { compilePolicy, printFindings } from "./compile-policy.ts";

export interface CompiledFiles {
  /** Absent when the policy has errors. */
  readonly document?: { readonly table: string; readonly map: string };
  /** Absolute, those that were looked for and are not there included. */
  readonly files: readonly string[];
}

/** Findings are printed. Throws a `UsageError` as `compilePolicy` does. */
export function compileFiles(
  path: string,
  terminal: Pick<Terminal, "out" | "err" | "colours" | "columns" | "status">,
): CompiledFiles {
  const files = new Set([resolve(path)]);
  const project = recording(openProject(path), files);
  const compilation = compilePolicy(path, { runtime: runtimeFeatures, project }, terminal);
  printFindings(path, compilation, "pretty", terminal);
  const { table } = compilation;
  return { files: [...files], ...(table && { document: { table: table.text, map: table.map } }) };
}

function recording(project: Project, files: Set<string>): Project {
  return {
    read: (name) => {
      files.add(resolve(name));
      return project.read(name);
    },
    contains: (name) => project.contains(name),
  };
}
