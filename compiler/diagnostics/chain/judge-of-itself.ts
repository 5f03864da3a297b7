import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const judgeOfItself: DiagnosticKind<{ id: string }> = defineDiagnostic({
  code: "chain/judge-of-itself",
  severity: "warning",
  title: "A judge that scores its own answers",
  message: ({ id }) => `\`${id}\` scores answers that it may have written itself`,
  help: () => "Name a model that neither the route nor its shadow asks.",
  page: {
    what: "The `judge` of a `shadow`, or of a semantic cache, is a model that the route, or the shadow, can ask.",
    why: "A model scores answers in its own manner higher than others do. It is not told whose answer is whose, but it may well know its own.",
    mend: "Name a model that is asked neither by the route nor by the shadow, best one of another maker.",
    bad: {
      language: "typescript",
      source: `import { chain, policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      otherwise: chain("openai/gpt-5.4-mini", "anthropic/claude-haiku-5-5"),
      shadow: {
        use: "mistral/mistral-large-2512",
        share: 0.05,
        judge: { model: "openai/gpt-5.4-mini", rubric: "Is the answer right, and no longer than it must be?" },
      },
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
      otherwise: chain("openai/gpt-5.4-mini", "anthropic/claude-haiku-5-5"),
      shadow: {
        use: "mistral/mistral-large-2512",
        share: 0.05,
        judge: { model: "google/gemini-3.8-flash", rubric: "Is the answer right, and no longer than it must be?" },
      },
    },
  },
});
`,
    },
  },
});
