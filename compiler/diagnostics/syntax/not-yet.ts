import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const notYet: DiagnosticKind<{ name: string }> = defineDiagnostic({
  code: "syntax/not-yet",
  severity: "error",
  title: "Not supported by this version",
  message: ({ name }) =>
    `\`${name}\` is part of the policy language, but this version of the compiler does not apply it yet`,
  help: () => "Remove it, or wait for a version that applies it.",
  page: {
    what: "The policy uses a part of the language that this version cannot compile.",
    why: "A part that is silently not applied would be worse than none: the policy would promise what nobody keeps.",
    mend: "Remove the part until a version that applies it is out; the changelog says which one.",
    bad: {
      language: "typescript",
      source: `import { env, policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", set: { user: env("TENANT") } } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini" } },
});
`,
    },
  },
});
