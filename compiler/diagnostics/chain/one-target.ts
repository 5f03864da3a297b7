import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const oneTarget: DiagnosticKind<{ how: string; id: string }> = defineDiagnostic({
  code: "chain/one-target",
  severity: "warning",
  title: "A strategy with nothing to choose from",
  message: ({ how, id }) => `\`${how}\` has only \`${id}\` to choose from`,
  help: ({ id }) => `Add the others, or write \`${id}\` alone.`,
  page: {
    what: "A split, `cheapest`, `fastest` or `balance` holds one target.",
    why: "It reads like a choice, and there is none: often the other targets were lost in an edit.",
    mend: "Add the targets that were meant, or write the target alone.",
    bad: {
      language: "typescript",
      source: `import { cheapest, policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: cheapest(["openai/gpt-5.4-mini"]) } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { cheapest, policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: cheapest(["openai/gpt-5.4-mini", "anthropic/claude-haiku-5-5"]) } },
});
`,
    },
  },
});
