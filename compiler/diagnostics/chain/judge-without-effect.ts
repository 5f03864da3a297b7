import { spokenCount } from "../amounts.ts";
import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export type JudgeReason =
  | { readonly kind: "terms"; readonly why: string }
  /** Tokens. */
  | { readonly kind: "window"; readonly least: number; readonly window: number };

export const judgeWithoutEffect: DiagnosticKind<{ id: string } & JudgeReason> = defineDiagnostic({
  code: "chain/judge-without-effect",
  severity: "error",
  title: "A judge that may not be asked, or cannot be",
  message: (reason) => `the judge \`${reason.id}\` is never asked: ${because(reason)}`,
  help: () => "Name a model that may get the requests of the route and takes the rubric, or leave the judge out.",
  page: {
    what: "The `judge` of a `shadow`, or of a semantic cache, may get no request of the route: it is under another law than `jurisdictions` names, or has no price to hold against `maxCost`. Or its window does not take the rubric with what it may write.",
    why: "A judge is sent the text of the request and both answers, so what the route says of the models that may have a request holds of the judge, too. One that is never asked gives no score, and nobody would notice.",
    mend: "Name a judge that the route's terms allow, with a larger window; or shorten the rubric; or leave the judge out.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      otherwise: "mistral/mistral-medium-2604",
      jurisdictions: ["FR"],
      shadow: {
        use: "mistral/mistral-large-2512",
        share: 0.05,
        judge: { model: "google/gemini-3.8-flash", rubric: "Is the answer right, and no longer than it must be?" },
      },
    },
  },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      otherwise: "mistral/mistral-medium-2604",
      jurisdictions: ["FR"],
      shadow: {
        use: "mistral/mistral-large-2512",
        share: 0.05,
        judge: { model: "mistral/mistral-small-2603", rubric: "Is the answer right, and no longer than it must be?" },
      },
    },
  },
});
`,
    },
  },
});

function because(reason: JudgeReason): string {
  switch (reason.kind) {
    case "terms":
      return `it ${reason.why}`;
    case "window":
      return `the rubric and what it may write are ${spokenCount(reason.least)} tokens, and it takes ${spokenCount(reason.window)}`;
  }
  return reason satisfies never;
}
