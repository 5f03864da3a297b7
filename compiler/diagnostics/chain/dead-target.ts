import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const deadTarget: DiagnosticKind<{ id: string; why: string }> = defineDiagnostic({
  code: "chain/dead-target",
  severity: "warning",
  title: "A target that is never tried",
  followsFrom: ["catalog/missing-price", "catalog/missing-quality", "chain/zero-weight"],
  message: ({ id, why }) => `\`${id}\` is never tried here: ${why}`,
  help: () => "Put one in its place that these requests can use, or take it out.",
  page: {
    what: "No request that gets to this place can use the target: each needs what the target lacks, is larger than its window, costs more than it may, or must not go to its jurisdiction; or a budget is spent whenever a request gets here, so that its `exhausted` serves.",
    why: "A fallback that can never run is no fallback: it is counted on until the day when it is needed.",
    mend: "Name a target that can serve these requests, or take this one out. `pointsman catalog show` says what a model can do.",
    bad: {
      language: "typescript",
      source: `import { chain, policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      rules: [
        {
          when: (r) => r.inputTokens > 300_000,
          use: chain("google/gemini-3.8-flash", "anthropic/claude-haiku-5-5", "mistral/mistral-large-2512"),
        },
      ],
      otherwise: "google/gemini-3.8-flash",
    },
  },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { chain, policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      rules: [
        {
          when: (r) => r.inputTokens > 300_000,
          use: chain("google/gemini-3.8-flash", "anthropic/claude-haiku-5-5"),
        },
      ],
      otherwise: "google/gemini-3.8-flash",
      max: { inputTokens: 800_000 },
    },
  },
});
`,
    },
  },
});
