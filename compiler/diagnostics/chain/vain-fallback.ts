import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export type VainReason =
  /** None of its targets may be asked on the terms of the route or a rule. */
  | { readonly kind: "none" }
  /** It has the targets of the plan that failed, and no other; or only the one that is asked first. */
  | { readonly kind: "back" | "itself" }
  /** Tokens: the largest window there, the smallest of the plan. */
  | { readonly kind: "window"; readonly largest: number; readonly smallest: number };

export const vainFallback: DiagnosticKind<{ classes: readonly string[]; route: string; reason: VainReason }> =
  defineDiagnostic({
    code: "chain/vain-fallback",
    severity: "warning",
    title: "A failure leads where nothing can help",
    message: ({ classes, route, reason }) =>
      `where ${classes.map((name) => `\`${name}\``).join(" or ")} leads on \`${route}\`, ${because(reason)}`,
    help: ({ reason }) =>
      reason.kind === "back" ? "Write `true`, which says the same, or name other targets." : "Name targets that can.",
    page: {
      what: "By `fallbackOn` a class of failures leads to targets that cannot take what failed: they are the ones that failed, none of them may be asked on the terms of the route or of a rule, or `context-length` leads to windows that are no larger.",
      why: "Such a failure is then the client's answer, or costs another attempt that ends as the first one did, while it looks as if something stood behind it.",
      mend: "Name targets that can take such requests: others than those of the plan, allowed by `jurisdictions`, and for `context-length` with a larger window. Where the next target of the plan is meant, write `true`.",
      bad: {
        language: "typescript",
        source: `import { chain, policy } from "pointsman";

export default policy({
  tiers: { plan: chain("openai/gpt-5.4-mini", "anthropic/claude-haiku-5-5") },
  routes: { chat: { otherwise: "plan", fallbackOn: { "content-filter": "plan" } } },
});
`,
      },
      good: {
        language: "typescript",
        source: `import { chain, policy } from "pointsman";

export default policy({
  tiers: { plan: chain("openai/gpt-5.4-mini", "anthropic/claude-haiku-5-5"), other: "mistral/mistral-large-2512" },
  routes: { chat: { otherwise: "plan", fallbackOn: { "content-filter": "other" } } },
});
`,
      },
    },
  });

function because(reason: VainReason): string {
  switch (reason.kind) {
    case "none":
      return "no target may be asked on the terms of every request";
    case "back":
      return "there are only the targets that failed";
    case "itself":
      return "there is only the target that failed";
    case "window": {
      const [largest, smallest] = [reason.largest, reason.smallest].map((tokens) => tokens.toLocaleString("en"));
      return `no window is larger: at most ${largest} tokens, and no target of the plan takes fewer than ${smallest}`;
    }
  }
  return reason satisfies never;
}
