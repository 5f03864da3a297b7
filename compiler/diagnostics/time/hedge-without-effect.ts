import { spokenTime } from "../amounts.ts";
import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

/** Times in milliseconds. */
export type HedgeReason =
  | { readonly kind: "most" | "one-target" }
  | { readonly kind: "deadline"; readonly after: number; readonly deadline: number }
  | { readonly kind: "attempt"; readonly after: number; readonly attempt: number }
  | { readonly kind: "first-token"; readonly after: number; readonly firstToken: number };

export const hedgeWithoutEffect: DiagnosticKind<HedgeReason> = defineDiagnostic({
  code: "time/hedge-without-effect",
  severity: "warning",
  title: "A hedge that never starts a second target in time",
  message: (reason) => `this hedge has no effect: ${because(reason)}`,
  help: () =>
    "Start it well before an attempt ends, on a route whose requests have two targets or more; or leave it out.",
  page: {
    what: "A route has a `hedge` whose `after` is not below the time that an attempt gets: its `firstToken`, its `attempt`, or half of its `deadline`, as targets share it. Or no request of the route has a second target; or `most` is 0.",
    why: "A hedge starts the next target while the first one is still silent. When the first attempt is over by then, the next target is asked anyway, and nothing is won.",
    mend: "Make `after` shorter than what an attempt gets: about the time in which most answers have begun. Or leave it out: then the target's own measured 95th percentile counts. Where there is one target, add another or remove the hedge.",
    bad: {
      language: "typescript",
      source: `import { chain, policy, s } from "pointsman";

export default policy({
  routes: {
    chat: {
      otherwise: chain("openai/gpt-5.4-mini", "anthropic/claude-haiku-5-5"),
      firstToken: s(5),
      hedge: { after: s(8) },
    },
  },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { chain, policy, s } from "pointsman";

export default policy({
  routes: {
    chat: {
      otherwise: chain("openai/gpt-5.4-mini", "anthropic/claude-haiku-5-5"),
      firstToken: s(5),
      hedge: { after: s(2) },
    },
  },
});
`,
    },
  },
});

function because(reason: HedgeReason): string {
  switch (reason.kind) {
    case "most":
      return "`most` lets no request have a second target";
    case "one-target":
      return "no request of the route has a second target";
    case "deadline": {
      const half = spokenTime(reason.deadline / 2);
      return `it waits ${spokenTime(reason.after)}, and with another target behind it an attempt gets at most half of the deadline, ${half}`;
    }
    case "attempt":
      return `it waits ${spokenTime(reason.after)}, and \`attempt\` ends an attempt after ${spokenTime(reason.attempt)}`;
    case "first-token":
      return `it waits ${spokenTime(reason.after)}, and an attempt at a stream ends after ${spokenTime(reason.firstToken)} without a first token`;
  }
  return reason satisfies never;
}
