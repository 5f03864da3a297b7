import { type Compilation, type CompileOptions, compile } from "../compiler/index.ts";
import { CatalogError } from "../compiler/load/catalog/catalog-error.ts";
import { nameOf, openProject, type Project } from "../compiler/load/project.ts";
import { compilerVersion } from "../compiler/plan/compiler-version.ts";
import { type ReportFormat, reportFormats } from "../compiler/report/formats.ts";
import type { Memory } from "../compiler/verify/memory.ts";
import { oneOf } from "./arguments.ts";
import type { Terminal } from "./command.ts";
import { readText } from "./files.ts";
import { withProgress } from "./progress-bar.ts";
import { withRememberedVerdicts } from "./remembered-verdicts.ts";
import { UsageError } from "./usage-error.ts";
import { writeWitnesses } from "./write-witnesses.ts";

export interface PolicyOptions extends CompileOptions {
  /** Whether everything is asked anew, whatever earlier runs found out. */
  readonly fresh?: boolean;
}

/** A policy to compile. */
export interface GivenPolicy {
  readonly path: string;
  /** What it says, where that does not lie at the path. */
  readonly text?: string;
}

export function isPolicyName(path: string): boolean {
  return /\.(ts|yaml|yml)$/.test(path);
}

/**
 * Throws a `UsageError` when the file is no policy by its name, cannot be read, or the catalog cannot be used. On the
 * terminal there is a bar while that takes long.
 */
export function compilePolicy(
  path: string,
  options: PolicyOptions = {},
  terminal: Pick<Terminal, "status"> = {},
): Compilation {
  return compileGiven({ path }, options, terminal);
}

/** As `compilePolicy`, also of what lies in no file. */
export function compileGiven(
  { path, text }: GivenPolicy,
  { fresh, ...given }: PolicyOptions = {},
  terminal: Pick<Terminal, "status"> = {},
): Compilation {
  if (!isPolicyName(path)) {
    throw new UsageError(`a policy is a .ts, .yaml or .yml file, and \`${path}\` is none`);
  }
  if (text === undefined) readText(path, "the policy");
  const options = text === undefined ? given : { ...given, project: holding(path, text) };
  const entry = text === undefined ? path : nameOf(path);
  try {
    const run = (memory?: Memory) =>
      withProgress(terminal, (progress) =>
        compile(entry, { ...options, ...(memory ? { memory } : {}), ...(progress ? { progress } : {}) }),
      );
    return fresh || options.verify === false ? run() : withRememberedVerdicts(path, run);
  } catch (error) {
    if (error instanceof CatalogError) throw new UsageError(`the catalog cannot be used\n${error.message}`);
    throw error;
  }
}

/** The project of a file, with this text in its place. */
function holding(path: string, text: string): Project {
  const project = openProject(path);
  const name = nameOf(path);
  return { ...project, read: (file) => (file === name ? text : project.read(file)) };
}

/** For `--help`. */
export const catalogHelp = "  --catalog  the catalog overlay, where it is not `catalog.yaml` beside the policy";

/** The value of `--catalog`. Throws a `UsageError` where there is no such file. */
export function overlayOption(path: string | undefined): Pick<CompileOptions, "overlay"> {
  if (path === undefined) return {};
  readText(path, "the catalog overlay");
  return { overlay: nameOf(path) };
}

/** For `--help`. */
export const todayHelp =
  "  --today    the day that retirements and prices are held against, YYYY-MM-DD; default: today";

/** The value of `--today`. */
export function todayOption(day: string | undefined): Pick<CompileOptions, "today"> {
  if (day === undefined) return {};
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day))
    throw new UsageError(`--today is a day, such as 2026-03-01, and not \`${day}\``);
  return { today: day };
}

/** For `--help`. */
export const verificationHelp = `  --strict   what could not be decided is an error, and not a warning
  --fresh    asks everything anew; otherwise what the last run found out about the rules of a large policy is taken from
             node_modules/.cache, where it depends on nothing that has changed
  --witnesses  a folder, to which the request that shows a finding is written; \`pointsman decide --request\` replays it`;

/** For `--help`. */
export const formatHelp = `  --format   \`pretty\` (default) for people; \`json\` for machines: schemas/report.schema.json; \`sarif\` for code
             scanning; \`github\` for annotations; \`junit\` for test reports; \`markdown\` for a pull request's comment`;

/** The value of \`--format\`. */
export function reportFormat(text: string): ReportFormat {
  return oneOf("--format", text, Object.keys(reportFormats) as ReportFormat[]);
}

export interface PrintOptions {
  /** Whether all that was asked is told, too. */
  readonly proofs?: boolean;
  /** The folder to which the requests that show findings are written, before they are printed. */
  readonly witnesses?: string | undefined;
}

/** Prints the findings; nothing where there are none and the format says nothing about that. */
export function printFindings(
  policy: string,
  compilation: Compilation,
  format: ReportFormat,
  terminal: Pick<Terminal, "out" | "colours" | "columns">,
  options: PrintOptions = {},
): void {
  printReports([{ policy, compilation }], format, terminal, { ...options, isOne: true });
}

/** As `printFindings`, of several policies in one text. */
export function printReports(
  checked: readonly { readonly policy: string; readonly compilation: Compilation }[],
  format: ReportFormat,
  { out, colours, columns }: Pick<Terminal, "out" | "colours" | "columns">,
  { proofs: tellsProofs, witnesses, isOne = false }: PrintOptions & { readonly isOne?: boolean },
): void {
  const policies = checked.map(({ policy, compilation: { diagnostics, table, proofs } }) => ({
    policy,
    diagnostics,
    ...(tellsProofs ? { proofs } : {}),
    table: table?.value.hash,
  }));
  const all = policies.flatMap(({ diagnostics }) => diagnostics);
  const text = reportFormats[format]({
    policies,
    isOne,
    ...(witnesses === undefined ? {} : { witnesses: writeWitnesses(witnesses, all) }),
    version: compilerVersion.replace(/^\S+ /, ""),
    colours,
    columns,
  });
  if (text !== "") out(text);
}
