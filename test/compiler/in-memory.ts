import { posix } from "node:path";
import type { Example } from "../../compiler/diagnostics/define.ts";
import { staleTable } from "../../compiler/emit/stale-table.ts";
import { importPolicy } from "../../compiler/import/import-policy.ts";
import { type Compilation, type CompileOptions, compile } from "../../compiler/index.ts";
import { runtimeFeatures } from "../../semantics/runtime-features.ts";

/** Compiles files that exist only in the test; the first one is the policy. */
export function compileFiles(
  files: Readonly<Record<string, string>>,
  { today = "2026-11-20", ...options }: Omit<CompileOptions, "project"> = {},
): Compilation {
  const [entry = ""] = Object.keys(files);
  const read = (name: string) => (Object.hasOwn(files, name) ? files[name] : undefined);
  const contains = (name: string) => !posix.normalize(name).startsWith("..");
  return compile(entry, { project: { read, contains }, today, ...options });
}

/** A configuration of another router is imported, and what it becomes is compiled. */
export function compileExample(
  example: Example,
  types = true,
): Pick<Compilation, "diagnostics"> & { readonly table?: unknown } {
  const { language, source, files, today, served } = example;
  if (language === "litellm" || language === "portkey") {
    return importPolicy(language, { name: "config.yaml", text: source }, { today: today ?? "2026-11-20" });
  }
  const compiled = compileFiles(
    { [language === "yaml" ? "routes.yaml" : "routes.ts"]: source, ...files },
    { types, ...(today === undefined ? {} : { today }), ...(served ? { runtime: runtimeFeatures } : {}) },
  );
  if (example.built === undefined) return compiled;
  const { text, map } = compileFiles({ "routes.ts": example.built }, { types }).table!;
  const stale = staleTable("routes.table.json", "routes.ts", { table: text, map }, compiled.table!);
  return { ...compiled, diagnostics: [...compiled.diagnostics, ...stale] };
}

/** Each finding as `code: what the span covers`. */
export function findings(compilation: Compilation): string[] {
  return compilation.diagnostics.map(
    ({ code, span }) => `${code}: ${span?.file.text.slice(span.start, span.end) ?? ""}`,
  );
}
