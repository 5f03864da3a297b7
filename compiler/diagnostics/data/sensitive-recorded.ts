import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const sensitiveRecorded: DiagnosticKind<{ route: string }> = defineDiagnostic({
  code: "data/sensitive-recorded",
  severity: "error",
  title: "Sensitive requests that are recorded",
  message: ({ route }) => `\`${route}\` records requests that \`sensitive\` says must not be recorded`,
  help: () => "Take `record` away, or serve these requests on a route without it.",
  page: {
    what: "A route has `record: true`, and serves a request for which the policy's `sensitive` holds. The finding shows it.",
    why: "Prompts and answers of the route are kept where people can read them later. The policy itself says that these must not be.",
    mend: "Remove `record`; or refuse such requests on this route and give them one that does not record; or mend the condition of `sensitive`, if this request is not meant.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  metadata: { sensitivity: ["public", "pii"] },
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", record: true } },
  sensitive: (r) => r.metadata.sensitivity === "pii",
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy, reject } from "pointsman";

export default policy({
  metadata: { sensitivity: ["public", "pii"] },
  routes: {
    chat: {
      rules: [{ when: (r) => r.metadata.sensitivity === "pii", use: reject(400, "Use the route \`private\`.") }],
      otherwise: "openai/gpt-5.4-mini",
      record: true,
    },
    private: { otherwise: "openai/gpt-5.4-mini" },
  },
  sensitive: (r) => r.metadata.sensitivity === "pii",
});
`,
    },
  },
});
