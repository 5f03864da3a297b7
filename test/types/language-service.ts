import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** What an editor would show in a policy that is written in the test. `|` marks the place of the cursor. */
export interface Editor {
  /** The declaration and its documentation. */
  hover(text: string): { readonly declaration: string; readonly documentation: string };
  completions(text: string): string[];
}

export function openEditor(): Editor {
  let text = "";
  let version = 0;
  const service = ts.createLanguageService(host(() => ({ text, version: String(version) })));
  const open = (marked: string): number => {
    const at = marked.indexOf("|");
    if (at === -1) throw new Error("The text has no cursor.");
    text = marked.slice(0, at) + marked.slice(at + 1);
    version += 1;
    return at;
  };
  return {
    hover(marked) {
      const found = service.getQuickInfoAtPosition(file, open(marked));
      return {
        declaration: ts.displayPartsToString(found?.displayParts),
        documentation: ts.displayPartsToString(found?.documentation),
      };
    },
    completions: (marked) =>
      service.getCompletionsAtPosition(file, open(marked), {})?.entries.map(({ name }) => name) ?? [],
  };
}

const root = join(import.meta.dirname, "../..");
const file = join(root, "edited-policy.ts");

function host(current: () => { text: string; version: string }): ts.LanguageServiceHost {
  const read = (path: string) => {
    if (path === file) return current().text;
    return existsSync(path) ? readFileSync(path, "utf8") : undefined;
  };
  return {
    getScriptFileNames: () => [file],
    getScriptVersion: (path) => (path === file ? current().version : "1"),
    getScriptSnapshot: (path) => {
      const text = read(path);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => root,
    getCompilationSettings: () => ({
      strict: true,
      target: ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.NodeNext,
      noEmit: true,
      allowImportingTsExtensions: true,
      types: [],
      lib: ["lib.es2024.d.ts"],
      paths: { pointsman: ["./dsl/index.ts"] },
    }),
    getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
    fileExists: (path) => path === file || existsSync(path),
    readFile: read,
  };
}
