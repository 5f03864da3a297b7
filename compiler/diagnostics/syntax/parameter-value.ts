import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const parameterValue: DiagnosticKind<{ name: string; expected: string; found: string }> = defineDiagnostic({
  code: "syntax/parameter-value",
  severity: "error",
  title: "A parameter with a value that no request may have",
  message: ({ name, expected, found }) => `\`${name}\` must be ${expected}, but it is ${found}`,
  page: {
    what: "`set` fixes a parameter to a value that the chat API does not allow.",
    why: "Every request of the rule would be refused by the provider.",
    mend: "Use a value within the bounds that the message names.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "mistral/mistral-large-2512", set: { temperature: 20 } } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "mistral/mistral-large-2512", set: { temperature: 0.2 } } },
});
`,
    },
  },
});
