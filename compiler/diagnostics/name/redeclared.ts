import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const redeclared: DiagnosticKind<{ name: string }> = defineDiagnostic({
  code: "name/redeclared",
  severity: "error",
  title: "A name is declared twice",
  message: ({ name }) => `\`${name}\` is declared twice`,
  page: {
    what: "Two constants, functions or imports of the same block have the same name.",
    why: "Only one of them could be meant where the name is used.",
    mend: "Give one of them another name, or remove it.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

const limit = 4_000;
const limit = 8_000;

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", max: { outputTokens: limit } } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";

const limit = 8_000;

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", max: { outputTokens: limit } } },
});
`,
    },
  },
});
