import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const usedBeforeDefinition: DiagnosticKind<{ name: string }> = defineDiagnostic({
  code: "name/used-before-definition",
  severity: "error",
  title: "A name is used before it is defined",
  message: ({ name }) => `\`${name}\` is used before it is defined`,
  help: () => "Move its definition above this use.",
  page: {
    what: "A constant is used, directly or by a function that is called, above the line that defines it.",
    why: "In JavaScript this stops the program. The compiler evaluates a file in the same order.",
    mend: "Move the definition up, above its first use. Functions written with `function` can be used anywhere in their file.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

const limit = usual * 2;
const usual = 4_000;

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", max: { outputTokens: limit } } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";

const usual = 4_000;
const limit = usual * 2;

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", max: { outputTokens: limit } } },
});
`,
    },
  },
});
