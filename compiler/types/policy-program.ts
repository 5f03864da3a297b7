/** A TypeScript program of a policy's files, the language's types, and a library that has only what policies may use. */

import { DECLARATIONS, declarationsBeside } from "../editor/declarations.ts";
import type { Project } from "../load/project.ts";
import { readSource } from "../load/read-source.ts";
import { parse } from "../load/typescript/parse.ts";
import { locateInFile } from "../load/typescript/scope.ts";
import type { SourceFile } from "../source.ts";
import { ts } from "../typescript.ts";
import { dslEntry, dslRoot, modelIdsFile, modelIdsText, readDsl, resolveInDsl } from "./dsl-files.ts";
import { PolicyFiles } from "./policy-files.ts";
import { policyLib } from "./policy-lib.ts";

export interface PolicyProgram {
  readonly program: ts.Program;
  readonly files: PolicyFiles;
  /** Paths of files that cannot be parsed. */
  readonly broken: ReadonlySet<string>;
}

const library = "/lib.d.ts";
/** Trees that are the same for every policy, so that a process parses them once. */
const shared = new Map<string, ts.SourceFile>();

/** `models` stands for the shipped list of model ids where the catalog is another one. */
export function policyProgram(entry: SourceFile, project: Project, models?: readonly string[]): PolicyProgram {
  const files = new PolicyFiles(project);
  const broken = new Set<string>();
  const parseOwn = (path: string, text: string): ts.SourceFile => {
    const { tree, diagnostics } = parse(path, text, locateInFile({ name: path, text }));
    if (diagnostics.length > 0) broken.add(path);
    return tree;
  };
  const source = (path: string): ts.SourceFile | undefined => {
    const own = files.text(path);
    if (own !== undefined) return parseOwn(path, own);
    if (models && path === modelIdsFile) return parsed(path, modelIdsText(models));
    // A policy may refer to what is there already.
    if (path.endsWith(`/${DECLARATIONS}`)) return parsed(path, "export {};");
    const known = shared.get(path);
    if (known) return known;
    const text = path === library ? policyLib : path.startsWith(dslRoot) ? readDsl(path) : undefined;
    if (text === undefined) return undefined;
    const tree = parsed(path, text);
    shared.set(path, tree);
    return tree;
  };
  const roots = [entry, ...declared(entry, project)].map((file) => files.add(file));
  return { program: ts.createProgram(roots, options, host(files, source)), files, broken };
}

/** What `pointsman types` wrote, as an editor sees it, too. */
function declared({ name }: SourceFile, project: Project): SourceFile[] {
  const beside = declarationsBeside(name);
  const file = project.contains(beside) ? readSource(beside, project) : undefined;
  return file && "text" in file ? [file] : [];
}

/** As strict as an editor would be, but for parameters without a type: what the evaluator knows needs no annotation. */
const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  allowImportingTsExtensions: true,
  strict: true,
  noImplicitAny: false,
  noEmit: true,
  skipLibCheck: true,
  types: [],
};

function parsed(path: string, text: string): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
}

function host(files: PolicyFiles, source: (path: string) => ts.SourceFile | undefined): ts.CompilerHost {
  const resolve = (specifier: string, from: string): string | undefined => {
    if (from.startsWith(dslRoot)) return resolveInDsl(specifier);
    if (specifier === "pointsman/project") return resolveInDsl("project.ts");
    return specifier === "pointsman" ? dslEntry : files.resolve(specifier, from);
  };
  return {
    getSourceFile: source,
    getDefaultLibFileName: () => library,
    writeFile: () => {},
    getCurrentDirectory: () => "/",
    getCanonicalFileName: (path) => path,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
    fileExists: () => false,
    readFile: () => undefined,
    resolveModuleNameLiterals: (literals, from) =>
      literals.map(({ text }) => {
        const path = resolve(text, from);
        const extension = path?.endsWith(".d.ts") ? ts.Extension.Dts : ts.Extension.Ts;
        return { resolvedModule: path === undefined ? undefined : { resolvedFileName: path, extension } };
      }),
  };
}
