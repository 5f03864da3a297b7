import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const splitPercentages: DiagnosticKind<{ sum: number; whole: number }> = defineDiagnostic({
  code: "chain/split-percentages",
  severity: "warning",
  title: "Percentages that do not add up",
  message: ({ sum, whole }) => `these weights look like shares of ${whole}, but add up to ${sum}`,
  help: () => "Weights are shares of their sum. Let them add up, or write small ones, such as 9 and 1.",
  page: {
    what: "The weights of a split look like percentages, or parts of one, and their sum is not 100, or 1.",
    why: "Weights are shares of their sum, so each part gets another share than is written.",
    mend: "Let them add up, or use weights that do not look like percentages, such as 9 and 1.",
    bad: {
      language: "typescript",
      source: `import { policy, split } from "pointsman";

export default policy({
  routes: { chat: { otherwise: split({ "openai/gpt-5.4-mini": 90, "openai/gpt-6-luna": 15 }) } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy, split } from "pointsman";

export default policy({
  routes: { chat: { otherwise: split({ "openai/gpt-5.4-mini": 85, "openai/gpt-6-luna": 15 }) } },
});
`,
    },
  },
});
