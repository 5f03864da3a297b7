/** Every output of findings, one line each. */
import type { Diagnostic } from "../diagnostics/define.ts";
import type { Proof } from "../verify/proof.ts";
import { folded } from "./folded.ts";
import { githubAnnotations } from "./github.ts";
import { jsonReport, jsonReports } from "./json.ts";
import { junit } from "./junit.ts";
import { markdown } from "./markdown.ts";
import { pretty } from "./pretty.ts";
import { proofLines } from "./proof-lines.ts";
import { type Replay, replayCommand } from "./replay-command.ts";
import { sarif } from "./sarif.ts";

/** What was found in one policy. */
export interface PolicyReport {
  /** The file that was checked, as the user named it. */
  readonly policy: string;
  readonly diagnostics: readonly Diagnostic[];
  /** All that was claimed, where that was asked for. */
  readonly proofs?: readonly Proof[] | undefined;
  /** Hash of the table, when there is one. */
  readonly table?: string | undefined;
}

export interface ReportInput {
  /** At least one, and each file once. */
  readonly policies: readonly PolicyReport[];
  /** Whether one policy was asked for by its name, and not many: of one the JSON is that of a report, not of a list. */
  readonly isOne?: boolean;
  /** The files to which the requests that show findings were written, if they were. */
  readonly witnesses?: ReadonlyMap<Diagnostic, string> | undefined;
  /** Of the compiler. */
  readonly version: string;
  readonly colours: boolean;
  /** Of the terminal, where there is one. */
  readonly columns?: number | undefined;
}

export type ReportFormat = "pretty" | "json" | "sarif" | "github" | "junit" | "markdown";

/** Those that say what was proved. */
export const formatsWithProofs: readonly ReportFormat[] = ["pretty", "json", "markdown"];

/** A whole text without its last line end; empty where a format says nothing about clean policies. */
export const reportFormats: Readonly<Record<ReportFormat, (input: ReportInput) => string>> = {
  pretty: (input) => {
    const { colours, columns } = input;
    const findings = pretty(allOf(input), { colours, columns, replay: replayOf(input) }).trimEnd();
    return [findings, ...input.policies.map((one) => proofsOf(one, input))].filter((text) => text !== "").join("\n\n");
  },
  json: ({ policies, isOne }) => {
    const reports = policies.map(({ diagnostics, table, proofs, policy }) =>
      jsonReport(diagnostics, table, proofs, policy),
    );
    return JSON.stringify(isOne ? reports[0] : jsonReports(reports), undefined, 2);
  },
  sarif: (input) => JSON.stringify(sarif(allOf(input), input.version), undefined, 2),
  github: (input) => githubAnnotations(allOf(input)),
  junit: (input) => junit(input.policies, replayOf(input)),
  markdown: (input) =>
    input.policies
      .map(({ diagnostics, policy, proofs }) => markdown(diagnostics, policy, { proofs, replay: replayOf(input) }))
      .join("\n\n"),
};

function allOf({ policies }: ReportInput): Diagnostic[] {
  return policies.flatMap(({ diagnostics }) => diagnostics);
}

/** Under the name of its policy, where there are several. */
function proofsOf({ policy, proofs }: PolicyReport, { policies, columns }: ReportInput): string {
  if (!proofs) return "";
  const lines = proofLines(proofs).join("\n");
  return [...(policies.length > 1 ? [`${policy}:`] : []), columns === undefined ? lines : folded(lines, columns)].join(
    "\n",
  );
}

function replayOf({ policies, witnesses }: ReportInput): Replay | undefined {
  if (!witnesses) return undefined;
  const commands = policies.flatMap(({ policy, diagnostics }) =>
    diagnostics.flatMap((found) => {
      const file = witnesses.get(found);
      return file === undefined ? [] : [[found, replayCommand(policy, file)] as const];
    }),
  );
  return new Map(commands);
}
