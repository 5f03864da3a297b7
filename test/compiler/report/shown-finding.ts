/** A finding as the verifier makes one, on the policy of the golden report. */
import type { Diagnostic } from "../../../compiler/diagnostics/define.ts";
import type { SourceFile, Span } from "../../../compiler/source.ts";
import type { Proof } from "../../../compiler/verify/proof.ts";
import type { Witness } from "../../../schemas/witness.ts";

export const witness: Witness = {
  format: "pointsman-witness",
  version: 1,
  request: {
    model: "chat",
    messages: [
      { role: "system", content: "You are a helpful assistant." },
      { role: "user", content: `The signal box is closed until Monday. ${"Please read on. ".repeat(60).trimEnd()}` },
    ],
    metadata: { priority: "low" },
  },
  key: { id: "demo", team: "trial", tags: ["beta"] },
  at: "2026-11-20T12:00:00.000Z",
  state: { budgets: { team: { spent: 499, limit: 500 } }, health: {} },
};

/** What the finding and the proofs are about. */
export const line: SourceFile = {
  name: "routes.ts",
  text: 'r.metadata.priority == "low" longer(r) "openai/gpt-6-luna"',
};

/** The second step is nowhere written. */
export function shownFinding(file: SourceFile): Diagnostic {
  return {
    code: "reach/dead-rule",
    severity: "error",
    message: "this rule never decides",
    span: spanOf(file, "longer(r)"),
    labels: [{ span: spanOf(file, `r.metadata.priority == "low"`), text: "takes its requests" }],
    help: "Narrow the marked rule.",
    shown: {
      witness,
      trace: [
        { text: "rule 1 of `chat` decides", span: spanOf(file, `r.metadata.priority == "low"`) },
        { text: "`openai/gpt-5.4-mini` takes 5 s" },
        { text: "`openai/gpt-6-luna` is never asked", span: spanOf(file, `"openai/gpt-6-luna"`) },
      ],
    },
  };
}

export function proofsOf(file: SourceFile): Proof[] {
  const reached = Array.from({ length: 11 }, (_, i): Proof => {
    return {
      claim: `rule ${i + 1} of chat can decide`,
      code: "reach",
      verdict: "proved",
      evidence: "shown by a request",
    };
  });
  const { span, shown } = shownFinding(file);
  return [
    ...reached,
    {
      claim: "rule 12 of chat can decide",
      code: "reach",
      verdict: "refuted",
      evidence: "rule 1 takes its requests",
      span: span!,
      shown: shown!,
    },
    {
      claim: "personal data stays in the EU",
      code: "invariant",
      verdict: "proved",
      evidence: "no target is outside of it",
    },
    {
      claim: "no request costs more than $2",
      code: "invariant",
      verdict: "undecided",
      evidence: "the work budget is spent",
    },
  ];
}

function spanOf(file: SourceFile, text: string): Span {
  const start = file.text.indexOf(text);
  if (start === -1) throw new Error(`no ${text}`);
  return { file, start, end: start + text.length };
}
