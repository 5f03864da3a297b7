/** What a diagnostic is. One file per code under <family>/, listed in registry.ts. */
import type { Witness } from "../../schemas/witness.ts";
import type { Origin, Span } from "../source.ts";

export type Severity = "error" | "warning";

/** A whole policy, `yaml` where it cannot be said in TypeScript; or a configuration that is imported. */
export interface Example {
  readonly language: "typescript" | "yaml" | "litellm" | "portkey";
  readonly source: string;
  /** Further files of its project: name → text. */
  readonly files?: Readonly<Record<string, string>>;
  /** YYYY-MM-DD, where the finding depends on the day. */
  readonly today?: string;
  /** The policy that the table on disk was built from, where the finding is about that. */
  readonly built?: string;
  /** The runtime of this version is to serve it. */
  readonly served?: true;
}

export interface DiagnosticPage {
  /** What the compiler saw. */
  readonly what: string;
  /** Why it hurts. */
  readonly why: string;
  /** The way out. */
  readonly mend: string;
  /** Yields exactly this code. */
  readonly bad: Example;
  /** Yields nothing. */
  readonly good: Example;
}

/** A code with typed parameters: `P` is what its message needs. */
export interface DiagnosticKind<P> {
  /** family/name, which is also the path of its file. */
  readonly code: string;
  readonly severity: Severity;
  readonly title: string;
  /** Codes of which this one is only a consequence where both are found at one place: then it is not told. */
  readonly followsFrom?: readonly string[];
  readonly message: (parameters: P) => string;
  /** One line that shows the way out, where the parameters allow it. */
  readonly help?: (parameters: P) => string | undefined;
  /** The edit that mends it, only where it is certain. `written` is where the value was written, through names and calls. */
  readonly fix?: (parameters: P, written: Span) => Fix | undefined;
  readonly page: DiagnosticPage;
}

/** What is said about a code without an occurrence of it. */
export interface DiagnosticEntry {
  readonly code: string;
  readonly severity: Severity;
  readonly title: string;
  readonly followsFrom?: readonly string[];
  readonly page: DiagnosticPage;
}

/** Edits that do not overlap, to files of the project. */
export interface Fix {
  /** What is done, such as: Replace `standart` with `standard`. */
  readonly title: string;
  readonly edits: readonly Edit[];
}

/** The text of a place is replaced. */
export interface Edit {
  readonly span: Span;
  readonly text: string;
}

export interface Label {
  readonly span: Span;
  readonly text: string;
}

/** One step of what happens to a request: a rule is passed by, a rule decides, a target is tried. */
export interface TraceStep {
  readonly text: string;
  readonly span?: Span;
}

/** A request that shows a finding, replayed before it is shown. */
export interface Shown {
  readonly witness: Witness;
  /** From the first rule to what is wrong. */
  readonly trace: readonly TraceStep[];
}

/** One finding. Every output is written from this object. */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly span?: Span;
  readonly labels: readonly Label[];
  readonly help?: string;
  readonly fix?: Fix;
  /** Those of its kind: where one of them is found at the same place, this finding is not told. */
  readonly followsFrom?: readonly string[];
  /** May be made when it is read. */
  readonly shown?: Shown | undefined;
}

export function defineDiagnostic<P>(kind: DiagnosticKind<P>): DiagnosticKind<P> {
  return kind;
}

/** A finding at a value: labelled with where the value was defined and the calls that it passed through. */
export function diagnose<P>(
  kind: DiagnosticKind<P>,
  parameters: P,
  where: Origin | Span | undefined,
  labels: readonly Label[] = [],
): Diagnostic {
  const help = kind.help?.(parameters);
  const origin = where && ("span" in where ? where : { span: where });
  const fix = origin && kind.fix?.(parameters, writtenAt(origin));
  return {
    code: kind.code,
    severity: kind.severity,
    message: kind.message(parameters),
    ...(origin ? { span: origin.span } : {}),
    labels: [...labels, ...provenance(origin)],
    ...(help === undefined ? {} : { help }),
    ...(fix ? { fix } : {}),
    ...(kind.followsFrom ? { followsFrom: kind.followsFrom } : {}),
  };
}

function writtenAt(origin: Origin): Span {
  let at = origin;
  while (at.from) at = at.from.origin;
  return at.span;
}

/** Where a value was defined, and the calls that it passed through. */
export function provenance(origin: Origin | undefined): Label[] {
  const labels: Label[] = [];
  for (let step = origin?.from; step; step = step.origin.from) {
    labels.push({ span: step.origin.span, text: step.how === "name" ? "defined here" : "returned here" });
  }
  return labels;
}
