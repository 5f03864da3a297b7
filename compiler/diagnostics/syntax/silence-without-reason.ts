import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const silenceWithoutReason: DiagnosticKind<Record<string, never>> = defineDiagnostic({
  code: "syntax/silence-without-reason",
  severity: "error",
  title: "A silencing without a reason",
  message: () => "a warning is silenced by its code and a reason",
  help: () => "Write `pointsman-allow name/unused-tier: kept for the migration`.",
  page: {
    what: "A `pointsman-allow` comment names no code or gives no reason.",
    why: "A year later nobody knows whether the warning may be let through.",
    mend: "Write `pointsman-allow <code>: <reason>`.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  tiers: {
    standard: "openai/gpt-5.4-mini",
    // pointsman-allow name/unused-tier
    premium: "anthropic/claude-opus-5-5",
  },
  routes: { chat: { otherwise: "standard" } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  tiers: {
    standard: "openai/gpt-5.4-mini",
    // pointsman-allow name/unused-tier: for the launch in May
    premium: "anthropic/claude-opus-5-5",
  },
  routes: { chat: { otherwise: "standard" } },
});
`,
    },
  },
});
