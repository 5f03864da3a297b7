import { posix } from "node:path";
import type { Example } from "../../compiler/diagnostics/define.ts";
import { type Compilation, compile } from "../../compiler/index.ts";

/** Compiles files that exist only in the test; the first one is the policy. */
export function compileFiles(files: Readonly<Record<string, string>>): Compilation {
  const [entry = ""] = Object.keys(files);
  const read = (name: string) => (Object.hasOwn(files, name) ? files[name] : undefined);
  const contains = (name: string) => !posix.normalize(name).startsWith("..");
  return compile(entry, { project: { read, contains }, today: "2026-11-20" });
}

export function compileExample({ language, source }: Example): Compilation {
  return compileFiles({ [language === "yaml" ? "routes.yaml" : "routes.ts"]: source });
}

/** Each finding as `code: what the span covers`. */
export function findings(compilation: Compilation): string[] {
  return compilation.diagnostics.map(
    ({ code, span }) => `${code}: ${span?.file.text.slice(span.start, span.end) ?? ""}`,
  );
}
