import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

/** `what`: what is asked for, as a subject; `feature`: the name by which a table asks for it. */
export const notYet: DiagnosticKind<{ what: string; feature: string }> = defineDiagnostic({
  code: "serve/not-yet",
  severity: "error",
  title: "What this version cannot serve yet",
  message: ({ what, feature }) => `${what}: the runtime of this version does not have that yet (\`${feature}\`)`,
  help: () =>
    "Leave it out until a version has it; for a runtime that is newer than this compiler, say `--any-runtime`.",
  page: {
    what: "The policy asks for something that the language has, and the runtime of the same version has not: a dialect that it does not speak, or caches and recording, as far as they are not there yet.",
    why: "`serve` refuses such a table, so that nothing in a policy is silently left out. Without this finding that is noticed when the policy is deployed.",
    mend: "Leave it out, or choose a target whose provider speaks a dialect that is served. `pointsman check` and `build` do not ask for it with `--any-runtime`, where a newer runtime is to serve the table.",
    bad: {
      language: "typescript",
      served: true,
      source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", record: true } },
});
`,
    },
    good: {
      language: "typescript",
      served: true,
      source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini" } },
});
`,
    },
  },
});
