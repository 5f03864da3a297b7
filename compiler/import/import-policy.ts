/**
 * A configuration of another router as a policy. The policy is compiled, and what the compiler finds in it is told at the
 * place of the original that it came from.
 */
import type { Table } from "../../schemas/table.ts";
import { windowTooSmall } from "../diagnostics/chain/window-too-small.ts";
import type { Diagnostic, TraceStep } from "../diagnostics/define.ts";
import { compile } from "../index.ts";
import { type Catalog, openCatalog } from "../load/catalog/open-catalog.ts";
import { loadYaml } from "../load/yaml/load-yaml.ts";
import type { SourceFile, Span } from "../source.ts";
import { Findings } from "./findings.ts";
import type { Drafts, ImportInput } from "./import-input.ts";
import { importLitellm } from "./litellm/import-litellm.ts";
import { importPortkey } from "./portkey/import-portkey.ts";
import { type Place, printDraft } from "./print-draft.ts";
import { withoutSecrets } from "./secrets.ts";

export type ImportFormat = "litellm" | "portkey";

export interface ImportOptions {
  readonly catalog?: Catalog;
  /** YYYY-MM-DD: models that retired by then are findings. Today by default. */
  readonly today?: string;
}

export interface Imported {
  /** In the order of the original. */
  readonly diagnostics: readonly Diagnostic[];
  /** YAML; absent when the original cannot be read. */
  readonly policy?: string;
  /** YAML, for \`catalog.yaml\` beside the policy; absent when the shipped catalog has everything. */
  readonly overlay?: string;
  /** Absent when the policy does not compile. */
  readonly table?: { readonly value: Table };
}

const importers: Readonly<Record<ImportFormat, (input: ImportInput) => Drafts | undefined>> = {
  litellm: importLitellm,
  portkey: importPortkey,
};

/** Never throws for what stands in the file. */
export function importPolicy(format: ImportFormat, file: SourceFile, options: ImportOptions = {}): Imported {
  const findings = new Findings();
  const { value: root, diagnostics } = loadYaml(withoutSecrets(file, findings));
  findings.diagnostics.push(...diagnostics);
  const catalog = options.catalog ?? openCatalog();
  const today = options.today ?? new Date().toISOString().slice(0, 10);
  const drafts = root && importers[format]({ root, catalog, findings, today });
  if (!root || !drafts) return { diagnostics: ordered(findings.diagnostics) };
  const policy = printDraft(drafts.policy, headOf(file));
  const overlay = drafts.overlay && printDraft(drafts.overlay, headOf(file));
  const files = { [POLICY]: policy, ...(overlay ? { [OVERLAY]: overlay } : {}) };
  const { table, diagnostics: compiled } = compilePrinted(files, catalog, today);
  const moved = compiled.map((diagnostic) => atOriginal(diagnostic, files, root.origin.span));
  const told = new Set(findings.diagnostics.flatMap(identities));
  const further = moved.filter((diagnostic) => !identities(diagnostic).some((identity) => told.has(identity)));
  return {
    diagnostics: ordered([...findings.diagnostics, ...further]),
    policy: policy.text,
    ...(overlay ? { overlay: overlay.text } : {}),
    ...(table ? { table } : {}),
  };
}

function headOf(file: SourceFile): string[] {
  return [`Imported from ${file.name.split("/").at(-1)} by \`pointsman import\`; now yours to change.`];
}

const POLICY = "routes.yaml";
const OVERLAY = "catalog.yaml";

type Files = Readonly<Record<string, { readonly text: string; readonly places: readonly Place[] }>>;

function compilePrinted(files: Files, catalog: Catalog, today: string): ReturnType<typeof compile> {
  const project = { read: (name: string) => files[name]?.text, contains: () => true };
  return compile(POLICY, { project, catalog, today });
}

/** Without fixes: they would be edits to a text that the user has not seen. */
function atOriginal(diagnostic: Diagnostic, files: Files, whole: Span): Diagnostic {
  const { fix: _, shown, ...kept } = diagnostic;
  const original = (span: Span) => placeOf(span, files[span.file.name]?.places ?? [])?.span ?? whole;
  const movedStep = ({ text, span }: TraceStep): TraceStep => ({ text, ...(span ? { span: original(span) } : {}) });
  return {
    ...kept,
    ...(diagnostic.span ? { span: original(diagnostic.span) } : {}),
    labels: diagnostic.labels.map((label) => ({ ...label, span: original(label.span) })),
    ...(shown ? { shown: { ...shown, trace: shown.trace.map(movedStep) } } : {}),
  };
}

/** The smallest part around a place. */
function placeOf({ start, end }: Span, places: readonly Place[]): Place | undefined {
  const around = places.filter((place) => place.start <= start && place.end >= end);
  return around.toSorted((a, b) => a.end - a.start - (b.end - b.start))[0];
}

/** By which a finding is known again. The windows of a chain are told at its targets, or where the original says what follows what. */
function identities({ code, message, span }: Diagnostic): string[] {
  return [`${span?.start} ${code}`, ...(code === windowTooSmall.code ? [message] : [])];
}

/** One mistake may be met on several ways, and is told once. */
function ordered(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  const distinct = diagnostics.filter(({ code, message, span }) => {
    const identity = `${code} ${span?.start} ${message}`;
    return !seen.has(identity) && seen.add(identity);
  });
  return distinct.sort((a, b) => (a.span?.start ?? 0) - (b.span?.start ?? 0));
}
