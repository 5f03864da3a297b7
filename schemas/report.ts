/** The machine-readable output of `check` and `build`: `--format json`. */
import * as z from "zod";
import { type Witness, witness } from "./witness.ts";

export interface ReportSpan {
  file: string;
  /** UTF-16 offsets. */
  start: number;
  end: number;
  /** From 1; columns in UTF-16 units. */
  line: number;
  column: number;
}

export interface ReportLabel {
  span: ReportSpan;
  text: string;
}

/** The edit that mends a finding; only where it is certain. */
export interface ReportFix {
  title: string;
  /** Do not overlap. */
  edits: { span: ReportSpan; text: string }[];
}

/** One step of what happens to a request. */
export interface ReportStep {
  text: string;
  span?: ReportSpan | undefined;
}

/** A request that shows what is said, and what happens to it. */
export interface ReportShown {
  witness?: Witness | undefined;
  trace?: ReportStep[] | undefined;
}

export interface ReportFinding extends ReportShown {
  /** The path of its page: family/name. */
  code: string;
  severity: "error" | "warning";
  message: string;
  /** Where; absent when the finding is about no place, such as a file that cannot be read. */
  span?: ReportSpan | undefined;
  labels: ReportLabel[];
  help?: string | undefined;
  fix?: ReportFix | undefined;
  /** The same finding has the same fingerprint after unrelated edits. */
  fingerprint: string;
}

/** What was claimed of the policy, and what became of it. */
export interface ReportProof extends ReportShown {
  claim: string;
  /** The family of the check. */
  code: string;
  verdict: "proved" | "refuted" | "undecided";
  /** By what. */
  evidence: string;
  span?: ReportSpan | undefined;
}

export interface Report {
  format: "pointsman-report";
  version: 1;
  /** The file that was checked, as it was named. */
  policy?: string | undefined;
  findings: ReportFinding[];
  /** All of them, with `--proofs`. */
  proofs?: ReportProof[] | undefined;
  /** Hash of the table, when there was no error. */
  table?: string | undefined;
}

/** Of several files, or of a folder. What is found in an overlay that several share stands in the first of their reports. */
export interface Reports {
  format: "pointsman-reports";
  version: 1;
  reports: Report[];
}

const span: z.ZodType<ReportSpan> = z.strictObject({
  file: z.string(),
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
  line: z.int().positive(),
  column: z.int().positive(),
});

const shown = {
  witness: witness.optional(),
  trace: z.array(z.strictObject({ text: z.string(), span: span.optional() })).optional(),
};

const finding: z.ZodType<ReportFinding> = z.strictObject({
  code: z.string().regex(/^[a-z]+\/[a-z-]+$/),
  severity: z.enum(["error", "warning"]),
  message: z.string(),
  span: span.optional(),
  labels: z.array(z.strictObject({ span, text: z.string() })),
  help: z.string().optional(),
  fix: z.strictObject({ title: z.string(), edits: z.array(z.strictObject({ span, text: z.string() })) }).optional(),
  ...shown,
  fingerprint: z.string(),
});

const proof: z.ZodType<ReportProof> = z.strictObject({
  claim: z.string(),
  code: z.string().regex(/^[a-z]+$/),
  verdict: z.enum(["proved", "refuted", "undecided"]),
  evidence: z.string(),
  span: span.optional(),
  ...shown,
});

export const report: z.ZodType<Report> = z.strictObject({
  format: z.literal("pointsman-report"),
  version: z.literal(1),
  policy: z.string().optional(),
  findings: z.array(finding),
  proofs: z.array(proof).optional(),
  table: z.string().optional(),
});

const several: z.ZodType<Reports> = z.strictObject({
  format: z.literal("pointsman-reports"),
  version: z.literal(1),
  reports: z.array(report),
});

/** What `--format json` prints. */
export const anyReport: z.ZodType<Report | Reports> = z.union([report, several]).meta({ title: "Pointsman report" });
