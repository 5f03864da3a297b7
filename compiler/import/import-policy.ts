/**
 * A configuration of another router as a policy. The policy is compiled, and what the compiler finds in it is told at the
 * place of the original that it came from.
 */
import type { Table } from "../../schemas/table.ts";
import { windowTooSmall } from "../diagnostics/chain/window-too-small.ts";
import type { Diagnostic, TraceStep } from "../diagnostics/define.ts";
import { secretInPolicy } from "../diagnostics/syntax/secret-in-policy.ts";
import { compile } from "../index.ts";
import { type Catalog, openCatalog } from "../load/catalog/open-catalog.ts";
import type { Value } from "../load/value.ts";
import { loadYaml } from "../load/yaml/load-yaml.ts";
import type { SourceFile, Span } from "../source.ts";
import { type Account, accountOf, sayTheRest } from "./accounts.ts";
import { Findings } from "./findings.ts";
import { gathered } from "./gather.ts";
import type { Drafts, ImportInput } from "./import-input.ts";
import { importLitellm } from "./litellm/import-litellm.ts";
import { importOpenrouter } from "./openrouter/import-openrouter.ts";
import { importPortkey } from "./portkey/import-portkey.ts";
import { type Place, printDraft } from "./print-draft.ts";
import { withoutSecrets } from "./secrets.ts";

export type ImportFormat = "litellm" | "portkey" | "openrouter";

export interface ImportOptions {
  readonly catalog?: Catalog;
  /** YYYY-MM-DD: models that retired by then are findings. Today by default. */
  readonly today?: string;
}

export interface Imported {
  /** In the order of the original; what is said of several places is one. */
  readonly diagnostics: readonly Diagnostic[];
  /** YAML; absent when the original cannot be read. */
  readonly policy?: string;
  /** YAML, for \`catalog.yaml\` beside the policy; absent when the shipped catalog has everything. */
  readonly overlay?: string;
  /** Absent when the policy does not compile. */
  readonly table?: { readonly value: Table };
  /** What became of the settings; absent when there is no policy. */
  readonly account?: Account;
}

const importers: Readonly<Record<ImportFormat, (input: ImportInput) => Drafts | undefined>> = {
  litellm: importLitellm,
  portkey: importPortkey,
  openrouter: importOpenrouter,
};

/** What the original becomes, before it is compiled. */
export interface Drafted {
  readonly findings: Findings;
  readonly root: Value | undefined;
  readonly policy?: Printed;
  readonly overlay?: Printed | undefined;
}

export function draftPolicy(format: ImportFormat, file: SourceFile, catalog: Catalog, today: string): Drafted {
  const crossed = withoutSecrets(file);
  const findings = new Findings(crossed.secrets);
  for (const { key, span } of crossed.found) findings.report(secretInPolicy, { key }, span);
  const { value: root, diagnostics } = loadYaml(crossed.file);
  findings.diagnostics.push(...diagnostics);
  const drafts = root && importers[format]({ root, catalog, findings, today });
  if (!drafts) return { findings, root };
  sayTheRest(root, [drafts.policy, ...(drafts.overlay ? [drafts.overlay] : [])], findings);
  const policy = printDraft(drafts.policy, headOf(file));
  return { findings, root, policy, overlay: drafts.overlay && printDraft(drafts.overlay, headOf(file)) };
}

/** Never throws for what stands in the file. */
export function importPolicy(format: ImportFormat, file: SourceFile, options: ImportOptions = {}): Imported {
  const catalog = options.catalog ?? openCatalog();
  const today = options.today ?? new Date().toISOString().slice(0, 10);
  const { findings, root, policy, overlay } = draftPolicy(format, file, catalog, today);
  if (!root || !policy) return { diagnostics: gathered(findings.diagnostics) };
  const files = { [POLICY]: policy, ...(overlay ? { [OVERLAY]: overlay } : {}) };
  const { table, diagnostics: compiled } = compilePrinted(files, catalog, today);
  const moved = compiled.map((diagnostic) => atOriginal(diagnostic, files, root.origin.span));
  const told = new Set(findings.diagnostics.flatMap(identities));
  const further = moved.filter((diagnostic) => !identities(diagnostic).some((identity) => told.has(identity)));
  const all = gathered([...findings.diagnostics, ...further]);
  return {
    diagnostics: all,
    policy: policy.text,
    ...(overlay ? { overlay: overlay.text } : {}),
    ...(table ? { table } : {}),
    account: accountOf(root, all),
  };
}

function headOf(file: SourceFile): string[] {
  return [`Imported from ${file.name.split("/").at(-1)} by \`pointsman import\`; now yours to change.`];
}

const POLICY = "routes.yaml";
const OVERLAY = "catalog.yaml";

interface Printed {
  readonly text: string;
  readonly places: readonly Place[];
}

type Files = Readonly<Record<string, Printed>>;

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
