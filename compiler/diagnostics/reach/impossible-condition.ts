import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

interface Impossible {
  readonly parts: number;
  /** What the route takes, where the condition asks for it: input tokens, and environments of keys. */
  readonly most?: number | undefined;
  readonly env?: readonly string[] | undefined;
}

export const impossibleCondition: DiagnosticKind<Impossible> = defineDiagnostic({
  code: "reach/impossible-condition",
  severity: "error",
  title: "A condition that no request can meet",
  message: ({ parts, most, env }) => {
    if (parts > 1) return `no request meets this condition: ${parts} parts of it exclude each other`;
    if (most !== undefined)
      return `no request meets this condition within the route's \`max\` of ${most.toLocaleString("en")} input tokens`;
    if (env !== undefined)
      return `no request meets this condition: the route's \`env\` lets in keys of ${env.map((name) => `\`${name}\``).join(" or ")} alone`;
    return "no request meets this condition";
  },
  help: ({ parts }) =>
    parts > 1 ? "Loosen one of the marked parts, or join them with `||` if either is meant." : undefined,
  page: {
    what: "The condition of a rule is false for every request, in every state of budgets and targets. The marked parts are enough to make it so.",
    why: "The rule looks as if it served somebody, and it never does: what was meant is served by another rule, perhaps by another provider.",
    mend: "Look at the marked parts: two bounds that do not meet, two values of one fact, facts that come together (`r.needs.vision` and `r.images > 0`), or an environment that the route's `env` does not let in. Loosen one, or write `||` where either was meant.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      rules: [{ when: (r) => r.inputTokens > 32_000 && r.inputTokens < 8_000, use: "google/gemini-3.8-flash" }],
      otherwise: "openai/gpt-5.4-mini",
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
      rules: [{ when: (r) => r.inputTokens > 8_000 && r.inputTokens < 32_000, use: "google/gemini-3.8-flash" }],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
});
`,
    },
  },
});
