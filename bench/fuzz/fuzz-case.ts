/** One case of fuzzing: an input that its seed repeats, and what the compiler makes of it. */
import { type Compilation, compile } from "../../compiler/index.ts";
import type { Catalog } from "../../compiler/load/catalog/open-catalog.ts";
import type { Project } from "../../compiler/load/project.ts";
import { editText, randomText } from "./edit-text.ts";
import { seeded } from "./seeded.ts";
import { importedFiles, type StartPolicy, startPolicies } from "./start-policies.ts";

/** The input of a seed. */
export function fuzzInput(seed: number): StartPolicy {
  const random = seeded(seed);
  const start = random.pick(startPolicies);
  const other = random.pick(startPolicies);
  const text = random.integer(10) === 0 ? randomText(random) : editText(start.text, other.text, random);
  return { name: start.name, text };
}

/** Compiles an input; everything but findings is a defect of the compiler, which throws. */
export function fuzzCompile({ name, text }: StartPolicy, catalog: Catalog): Compilation {
  const read = (file: string) =>
    file === name ? text : Object.hasOwn(importedFiles, file) ? importedFiles[file] : undefined;
  const project: Project = { read, contains: (file) => !file.startsWith("..") };
  const compilation = compile(name, { project, catalog, today: "2026-11-20", types: false });
  const { diagnostics, table } = compilation;
  if (!table && diagnostics.length === 0) throw new Error("neither a table nor a finding");
  for (const { code, message, span, labels } of diagnostics) {
    for (const place of [span, ...labels.map((label) => label.span)]) {
      if (!place) continue;
      const { start, end, file } = place;
      const isWithin = start >= 0 && start <= end && end <= file.text.length;
      if (!isWithin) throw new Error(`${code} at ${start} to ${end} of ${file.text.length}: ${message}`);
    }
  }
  return compilation;
}
