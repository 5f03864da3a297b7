import { spokenTime } from "../amounts.ts";
import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

/** Times in milliseconds. */
export type BackReason =
  | { readonly kind: "nothing" | "embeddings" }
  | { readonly kind: "failures"; readonly failures: number; readonly of: number }
  | { readonly kind: "first-token"; readonly firstToken: number; readonly limit: number };

export const canaryBackWithoutEffect: DiagnosticKind<BackReason> = defineDiagnostic({
  code: "canary/back-without-effect",
  severity: "warning",
  title: "A canary that never goes back for what is written",
  message: (reason) => because(reason),
  help: () => "Say `failures`, `firstToken` or both so that a bad candidate meets one of them.",
  page: {
    what: "A `back` of a canary says neither `failures` nor `firstToken`; or asks for more failures than requests are counted; or its `firstToken` is not below the time that an attempt gets (the route's `firstToken`, its `attempt`, or half of its `deadline`); or it asks for a first token where embeddings are made.",
    why: "A canary is meant to go back by itself when the candidate is bad. Its last 1,000 requests are counted, and an attempt that was given up for its silence counts as the time that it was given, so a limit beyond is never broken.",
    mend: "Write failures that are a share of 1,000 (20 are 2 %), and a first token well below the route's own limits.",
    bad: {
      language: "typescript",
      source: `import { policy, s } from "pointsman";

export default policy({
  routes: {
    chat: {
      otherwise: "openai/gpt-5.4-mini",
      firstToken: s(5),
      canary: { use: "anthropic/claude-haiku-5-5", share: 0.1, back: { firstToken: s(5) } },
    },
  },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy, s } from "pointsman";

export default policy({
  routes: {
    chat: {
      otherwise: "openai/gpt-5.4-mini",
      firstToken: s(5),
      canary: { use: "anthropic/claude-haiku-5-5", share: 0.1, back: { firstToken: s(2) } },
    },
  },
});
`,
    },
  },
});

function because(reason: BackReason): string {
  switch (reason.kind) {
    case "nothing":
      return "this canary never goes back: `back` says neither `failures` nor `firstToken`";
    case "embeddings":
      return "this canary never goes back for its `firstToken`: embeddings have none";
    case "failures":
      return `this canary never goes back for its \`failures\`: ${reason.failures} are more than its last ${reason.of} requests, which are counted`;
    case "first-token":
      return `this canary never goes back for its \`firstToken\` of ${spokenTime(reason.firstToken)}: an attempt without one is given up after ${spokenTime(reason.limit)}`;
  }
  return reason satisfies never;
}
