/** Every output of findings, one line each. */
import type { Diagnostic } from "../diagnostics/define.ts";
import type { Proof } from "../verify/proof.ts";
import { githubAnnotations } from "./github.ts";
import { jsonReport } from "./json.ts";
import { junit } from "./junit.ts";
import { markdown } from "./markdown.ts";
import { pretty } from "./pretty.ts";
import { proofLines } from "./proof-lines.ts";
import type { Replay } from "./replay-command.ts";
import { sarif } from "./sarif.ts";

export interface ReportInput {
  /** The file that was checked, as the user named it. */
  readonly policy: string;
  readonly diagnostics: readonly Diagnostic[];
  /** All that was claimed, where that was asked for. */
  readonly proofs?: readonly Proof[] | undefined;
  /** The files to which the requests that show findings were written, if they were. */
  readonly witnesses?: ReadonlyMap<Diagnostic, string> | undefined;
  /** Hash of the table, when there is one. */
  readonly table?: string | undefined;
  /** Of the compiler. */
  readonly version: string;
  readonly colours: boolean;
}

export type ReportFormat = "pretty" | "json" | "sarif" | "github" | "junit" | "markdown";

/** Those that say what was proved. */
export const formatsWithProofs: readonly ReportFormat[] = ["pretty", "json", "markdown"];

/** A whole text without its last line end; empty where a format says nothing about a clean policy. */
export const reportFormats: Readonly<Record<ReportFormat, (input: ReportInput) => string>> = {
  pretty: (input) => {
    const findings = pretty(input.diagnostics, { colours: input.colours, replay: replayOf(input) }).trimEnd();
    const proofs = input.proofs ? proofLines(input.proofs).join("\n") : "";
    return [findings, proofs].filter((text) => text !== "").join("\n\n");
  },
  json: ({ diagnostics, table, proofs }) => JSON.stringify(jsonReport(diagnostics, table, proofs), undefined, 2),
  sarif: ({ diagnostics, version }) => JSON.stringify(sarif(diagnostics, version), undefined, 2),
  github: ({ diagnostics }) => githubAnnotations(diagnostics),
  junit: (input) => junit(input.diagnostics, input.policy, replayOf(input)),
  markdown: (input) => markdown(input.diagnostics, input.policy, { proofs: input.proofs, replay: replayOf(input) }),
};

function replayOf({ policy, witnesses }: ReportInput): Replay | undefined {
  return witnesses && { policy, files: witnesses };
}
