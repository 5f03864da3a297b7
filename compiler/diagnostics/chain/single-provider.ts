import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

type Single = (
  | { readonly provider: string }
  | { readonly key: string }
  /** Of one account, or joined by keys. */
  | { readonly providers: readonly string[] }
) & {
  /** Targets. */
  readonly count: number;
  /** Others are named, and the terms of the place leave them out. */
  readonly isNarrowed: boolean;
};

export const singleProvider: DiagnosticKind<Single> = defineDiagnostic({
  code: "chain/single-provider",
  severity: "warning",
  title: "Fallbacks that fail together",
  message: (single) => {
    const which = single.isNarrowed ? `the ${single.count} targets that are allowed here` : everyTarget(single.count);
    if ("providers" in single) {
      const names = single.providers.map((id) => `\`${id}\``).join(" and ");
      return `${which} are at ${names}, which share an account or keys, so one outage takes every one of them`;
    }
    return "provider" in single
      ? `${which} are at \`${single.provider}\`, so one outage takes every one of them`
      : `${which} are asked with the key in \`${single.key}\`: when it is blocked or at its limit, none is left`;
  },
  help: (single) =>
    "providers" in single
      ? "End with a target of another account; where the accounts are not one, say `account:` and `auth:` in the overlay."
      : `End with a target ${"provider" in single ? "of another provider" : "that has another key"}.`,
  page: {
    what: "A plan has fallbacks, and all of its targets belong to one provider or one account, or are asked with one key. What counts is the whole plan of a rule, tiers resolved, after its `jurisdictions`.",
    why: "When the provider is down, or the key is blocked or has reached its limit, every target fails at once: the fallbacks are there and do not help. A split, which has no fallback, is no finding.",
    mend: "End the chain with a target of another provider. Where one provider must do, silence the finding with the reason.",
    bad: {
      language: "typescript",
      source: `import { chain, policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: chain("openai/gpt-5.4-mini", "openai/gpt-6-luna") } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { chain, policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: chain("openai/gpt-5.4-mini", "openai/gpt-6-luna", "anthropic/claude-haiku-5-5") } },
});
`,
    },
  },
});

function everyTarget(count: number): string {
  return count === 2 ? "both targets" : `all ${count} targets`;
}
