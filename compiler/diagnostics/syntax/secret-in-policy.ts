import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const secretInPolicy: DiagnosticKind<{ key: string }> = defineDiagnostic({
  code: "syntax/secret-in-policy",
  severity: "error",
  title: "A secret in a file",
  message: ({ key }) => `\`${key}\` holds a secret, in plain text`,
  help: () => "Revoke it: it stays in the history of the file. Keys are read from the environment of the runtime.",
  page: {
    what: "A text of the policy, or of a configuration that is imported, is a key, a token or a password itself and not the name of a variable that holds it.",
    why: "Whoever can read the file, its history or the table that is built from it can use the secret.",
    mend: "Make a new secret, revoke this one, and set the new one in the environment of the runtime. Keys of callers are made by `pointsman keys`, which keeps hashes of them.",
    bad: {
      language: "typescript",
      source: `import { policy, reject } from "pointsman";

export default policy({
  routes: { chat: { otherwise: reject(403, "Use sk-proj-Zq8vN3xK7pL2mW9tR4yB6cD1fG5hJ0aS instead.") } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy, reject } from "pointsman";

export default policy({
  routes: { chat: { otherwise: reject(403, "Ask for a key of your own.") } },
});
`,
    },
  },
});
