import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const rejectStatus: DiagnosticKind<{ status: number }> = defineDiagnostic({
  code: "syntax/reject-status",
  severity: "error",
  title: "A status that cannot refuse",
  message: ({ status }) => `a request cannot be refused with the status ${status}`,
  help: () => "Use a status from 400 to 499: 403 for what is forbidden, 429 for too much.",
  page: {
    what: "A `reject` has a status other than 400 to 499.",
    why: "A status from 500 on tells clients to try again, and one below 400 that all went well.",
    mend: "Use 403 for what is forbidden, 429 for too much, 400 for what cannot be served.",
    bad: {
      language: "typescript",
      source: `import { policy, reject } from "pointsman";

export default policy({
  routes: { chat: { otherwise: reject(503, "Closed.") } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy, reject } from "pointsman";

export default policy({
  routes: { chat: { otherwise: reject(403, "Closed.") } },
});
`,
    },
  },
});
