import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const reservedParameter: DiagnosticKind<{ name: string; instead: string }> = defineDiagnostic({
  code: "name/reserved-parameter",
  severity: "error",
  title: "A parameter that cannot be fixed",
  message: ({ name }) => `\`${name}\` cannot be fixed by a policy`,
  help: ({ instead }) => instead,
  page: {
    what: "`set` fixes a part of the request that belongs to the client or to the router: `model`, `messages`, `stream` and the like.",
    why: "The client could not read the answer, or the request would not be the client's any more.",
    mend: "Leave it out. Which model answers is said by `use` and `otherwise`.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", set: { model: "gpt-6-luna" } } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-6-luna" } },
});
`,
    },
  },
});
