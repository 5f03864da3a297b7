import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const noneLeft: DiagnosticKind<{ tokens: number; why: string; unbounded?: "input" | "output" }> =
  defineDiagnostic({
    code: "chain/none-left",
    severity: "warning",
    title: "Requests that no target is left for",
    message: ({ tokens, why, unbounded }) =>
      `no target is left for some requests of ${tokens.toLocaleString("en")} input tokens${unbounded === "output" ? ", such as one that does not bound its output" : ""}: ${why}`,
    help: ({ unbounded }) =>
      unbounded
        ? `Bound the ${unbounded} of every request with the route's \`max: { ${unbounded}Tokens: … }\`.`
        : "Raise the limit, add a target that takes them, or lower the route's `max` so that they are refused as too large.",
    page: {
      what: "Some requests that the route takes find every target of their plan left out, because each would cost more than `maxCost` allows, or has a smaller window than the route's `max` lets in.",
      why: "These requests are refused with `no-target`, although the policy says who serves them. It shows only when the first such request comes.",
      mend: "Raise `maxCost`, add a cheaper or larger target, or lower `max` so that the limit is said where clients can see it.",
      bad: {
        language: "typescript",
        source: `import { chain, policy, usd } from "pointsman";

export default policy({
  routes: {
    chat: {
      rules: [
        {
          when: (r) => r.hasCode,
          use: chain("anthropic/claude-opus-5-5", "google/gemini-3.1-pro-preview"),
          maxCost: usd(0.1),
        },
      ],
      otherwise: chain("openai/gpt-5.4-mini", "google/gemini-3.8-flash"),
      max: { inputTokens: 100_000, outputTokens: 4_000 },
    },
  },
});
`,
      },
      good: {
        language: "typescript",
        source: `import { chain, policy, usd } from "pointsman";

export default policy({
  routes: {
    chat: {
      rules: [
        {
          when: (r) => r.hasCode,
          use: chain("anthropic/claude-opus-5-5", "google/gemini-3.1-pro-preview"),
          maxCost: usd(4),
        },
      ],
      otherwise: chain("openai/gpt-5.4-mini", "google/gemini-3.8-flash"),
      max: { inputTokens: 100_000, outputTokens: 4_000 },
    },
  },
});
`,
      },
    },
  });
