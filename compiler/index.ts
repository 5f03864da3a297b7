/** The pipeline: read → analyze → emit. Here and in read-policy.ts stands the order of the stages. */
import type { Table } from "../schemas/table.ts";
import { namedTargets } from "./analyze/check.ts";
import { checks } from "./analyze/checks.ts";
import { type Progress, type Verification, verify } from "./analyze/verify.ts";
import { noTarget as noTargetLeft } from "./diagnostics/chain/no-target.ts";
import { type Diagnostic, diagnose } from "./diagnostics/define.ts";
import { conditionSize } from "./diagnostics/limit/condition-size.ts";
import { undecided } from "./diagnostics/limit/undecided.ts";
import { ordered } from "./diagnostics/ordered.ts";
import { notYet } from "./diagnostics/serve/not-yet.ts";
import { staleTypes } from "./editor/stale-types.ts";
import { emitTable, type NotEmitted } from "./emit/emit-table.ts";
import { printTable } from "./emit/print-table.ts";
import type { Catalog } from "./load/catalog/open-catalog.ts";
import type { Project } from "./load/project.ts";
import type { PolicyIr } from "./lower/ir.ts";
import { unusedEntries } from "./overlay/unused-entries.ts";
import { hasError, isYaml, readPolicy } from "./read-policy.ts";
import { BOX_LIMIT } from "./regions/boxes.ts";
import { hideSecrets } from "./secrets/hide-secrets.ts";
import { silence } from "./silence/silence.ts";
import { checkTypes } from "./types/check-types.ts";
import type { Memory } from "./verify/memory.ts";
import type { Proof } from "./verify/proof.ts";
import { verifySession } from "./verify/verify-session.ts";

export interface CompileOptions {
  /** The files that the policy may be made of; those on disk by default. */
  readonly project?: Project;
  readonly catalog?: Catalog;
  /** The file of the catalog overlay; `catalog.yaml` beside the policy, where there is one, unless told otherwise. */
  readonly overlay?: string;
  /** YYYY-MM-DD: models that retired by then are findings. Today by default; the table does not depend on it. */
  readonly today?: string;
  /** Whether a TypeScript policy is also held against its types; it is unless told otherwise. */
  readonly types?: boolean;
  /** Whether what holds of every request is looked at: dead rules, lost fallbacks, invariants. It is unless told otherwise. */
  readonly verify?: boolean;
  /** Whether a question that was given up is an error. */
  readonly strict?: boolean;
  /** What earlier runs found out; what this one does is added to it. */
  readonly memory?: Memory;
  /** The features of the runtime that is to serve the table: what it lacks is an error. Not asked unless it is told. */
  readonly runtime?: ReadonlySet<string>;
  /** Warnings that count as errors: these codes, or all. */
  readonly deny?: readonly string[] | "warnings";
  /** Called as rules are verified. */
  readonly progress?: Progress;
}

export interface Compilation {
  readonly diagnostics: readonly Diagnostic[];
  /** The policy as rules over facts. Absent when there is an error. */
  readonly policy?: PolicyIr;
  /** Absent when there is an error. */
  readonly table?: { readonly value: Table; readonly text: string; readonly map: string };
  /** What was asked over all requests, and what became of it. Empty where it was not asked. */
  readonly proofs: readonly Proof[];
}

/**
 * Compiles the policy in a `.ts`, `.yaml` or `.yml` file. What is wrong with the policy comes back as diagnostics; a
 * file that cannot be read throws.
 */
export function compile(entry: string, options: CompileOptions = {}): Compilation {
  const read = readPolicy(entry, options);
  if ("unreadable" in read) return { diagnostics: hideSecrets(read.unreadable), proofs: [] };
  const { file, project, evaluation, catalog, overlay, policy } = read;
  if (policy) {
    const today = options.today ?? dayOf(new Date());
    for (const check of checks)
      evaluation.diagnostics.push(...check({ policy, catalog, today, runtime: options.runtime }));
    const targets = namedTargets(policy).map(({ target }) => target);
    if (overlay) evaluation.diagnostics.push(...unusedEntries(overlay, targets));
    evaluation.diagnostics.push(...staleTypes(read, project));
  }
  const { diagnostics: verified, proofs } = policy ? verifyAll(policy, options) : { diagnostics: [], proofs: [] };
  evaluation.diagnostics.push(...verified);
  if (options.types !== false && !isYaml(file.name)) {
    const models = overlay || options.catalog ? catalog.allModelIds() : undefined;
    evaluation.diagnostics.push(...checkTypes(file, project, evaluation.diagnostics, models));
  }
  const told = silence(evaluation.diagnostics, project.sources(), policy !== undefined);
  const diagnostics = hideSecrets(ordered(denied(told, options.deny)));
  if (!policy || hasError(diagnostics)) return { diagnostics, proofs };
  return servable(emit(policy, catalog, diagnostics, proofs), options.runtime);
}

/** What was silenced is not among them. */
function denied(diagnostics: readonly Diagnostic[], deny: CompileOptions["deny"]): readonly Diagnostic[] {
  if (deny === undefined) return diagnostics;
  const isDenied = ({ code }: Diagnostic) => deny === "warnings" || deny.includes(code);
  return diagnostics.map((diagnostic) => (isDenied(diagnostic) ? { ...diagnostic, severity: "error" } : diagnostic));
}

/** What a table needs beyond its runtime is an error, also where no check has seen the place that asks for it. */
function servable(compilation: Compilation, runtime: ReadonlySet<string> | undefined): Compilation {
  const { table, diagnostics, proofs } = compilation;
  const lacking = runtime && table ? table.value.features.filter((feature) => !runtime.has(feature)) : [];
  if (lacking.length === 0) return compilation;
  const found = lacking.map((feature) => diagnose(notYet, { what: "the table needs more", feature }, undefined));
  return { diagnostics: [...diagnostics, ...found], proofs };
}

function verifyAll(
  policy: PolicyIr,
  { verify: isVerified = true, strict = false, today, memory, progress }: CompileOptions,
): Verification {
  if (!isVerified) return { diagnostics: [], proofs: [] };
  const { diagnostics, proofs } = verify(
    verifySession(policy, today ?? dayOf(new Date()), memory ? { memory } : {}),
    progress,
  );
  return { diagnostics: strict ? diagnostics.map(asError) : diagnostics, proofs };
}

/** What was given up counts as not proved. */
function asError(diagnostic: Diagnostic): Diagnostic {
  return diagnostic.code === undecided.code ? { ...diagnostic, severity: "error" } : diagnostic;
}

function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}

function emit(
  policy: PolicyIr,
  catalog: Catalog,
  diagnostics: readonly Diagnostic[],
  proofs: readonly Proof[],
): Compilation {
  const asOf = namedTargets(policy).map(({ target }) => catalog.asOf(target.provider.id) ?? "");
  const proved = new Set(
    proofs.flatMap(({ code, verdict, claim }) => (code === "invariant" && verdict === "proved" ? [claim] : [])),
  );
  const emitted = emitTable(policy, { catalogAsOf: asOf.sort().at(-1) ?? "", proved });
  if (!("table" in emitted)) return { diagnostics: [...diagnostics, ...notEmitted(emitted)], proofs };
  const { table, positions } = emitted;
  return {
    diagnostics,
    proofs,
    policy,
    table: { value: table, text: printTable(table), map: `${JSON.stringify(positions, null, 2)}\n` },
  };
}

function notEmitted({ tooLarge, noTarget }: NotEmitted): Diagnostic[] {
  return [
    ...tooLarge.map((rule) => diagnose(conditionSize, { boxes: BOX_LIMIT }, rule.when.origin)),
    ...noTarget.map(({ action, reasons }) => diagnose(noTargetLeft, { reasons }, action.origin)),
  ];
}
