import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const noTarget: DiagnosticKind<{ reasons: readonly { id: string; why: string }[] }> = defineDiagnostic({
  code: "chain/no-target",
  severity: "error",
  title: "No target is left",
  message: () => "no target can serve the requests that come here",
  help: ({ reasons }) => reasons.map(({ id, why }) => `\`${id}\` ${why}.`).join(" "),
  page: {
    what: "Of the targets that an action names, every one is left out: by `jurisdictions`, by `maxCost`, by the window, or because it cannot do what the rule asks for.",
    why: "Every request that meets the rule would be refused.",
    mend: "Add a target that can serve these requests, or loosen the term that leaves the others out.",
    bad: {
      language: "typescript",
      source: `import { EU, policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", jurisdictions: EU } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { EU, policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "mistral/mistral-large-2512", jurisdictions: EU } },
});
`,
    },
  },
});
