import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const splitWeights: DiagnosticKind<{ problem: string }> = defineDiagnostic({
  code: "chain/split-weights",
  severity: "error",
  title: "Weights that share nothing",
  message: ({ problem }) => problem,
  help: () => "Weights are shares, such as 90 and 10.",
  page: {
    what: "The weights of a split are negative, all zero, or there are none.",
    why: "No share of the requests follows from them.",
    mend: "Give at least one part a weight above zero, and none a negative one.",
    bad: {
      language: "typescript",
      source: `import { policy, split } from "pointsman";

export default policy({
  routes: { chat: { otherwise: split({ "openai/gpt-5.4-mini": 0, "openai/gpt-6-luna": 0 }) } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy, split } from "pointsman";

export default policy({
  routes: { chat: { otherwise: split({ "openai/gpt-5.4-mini": 90, "openai/gpt-6-luna": 10 }) } },
});
`,
    },
  },
});
