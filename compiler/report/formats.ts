/** Every output of findings, one line each. */
import type { Diagnostic } from "../diagnostics/define.ts";
import { githubAnnotations } from "./github.ts";
import { jsonReport } from "./json.ts";
import { junit } from "./junit.ts";
import { markdown } from "./markdown.ts";
import { pretty } from "./pretty.ts";
import { sarif } from "./sarif.ts";

export interface ReportInput {
  /** The file that was checked, as the user named it. */
  readonly policy: string;
  readonly diagnostics: readonly Diagnostic[];
  /** Hash of the table, when there is one. */
  readonly table?: string | undefined;
  /** Of the compiler. */
  readonly version: string;
  readonly colours: boolean;
}

export type ReportFormat = "pretty" | "json" | "sarif" | "github" | "junit" | "markdown";

/** A whole text without its last line end; empty where a format says nothing about a clean policy. */
export const reportFormats: Readonly<Record<ReportFormat, (input: ReportInput) => string>> = {
  pretty: ({ diagnostics, colours }) => pretty(diagnostics, { colours }).trimEnd(),
  json: ({ diagnostics, table }) => JSON.stringify(jsonReport(diagnostics, table), undefined, 2),
  sarif: ({ diagnostics, version }) => JSON.stringify(sarif(diagnostics, version), undefined, 2),
  github: ({ diagnostics }) => githubAnnotations(diagnostics),
  junit: ({ diagnostics, policy }) => junit(diagnostics, policy),
  markdown: ({ diagnostics, policy }) => markdown(diagnostics, policy),
};
