import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const reservedHeader: DiagnosticKind<{ name: string }> = defineDiagnostic({
  code: "name/reserved-header",
  severity: "error",
  title: "A header that no policy is told of",
  message: ({ name }) => `the header \`${name}\` cannot be matched on`,
  help: ({ name }) =>
    name.startsWith("x-pointsman-")
      ? "What callers say in headers of Pointsman's own is declared under `metadata`."
      : "Headers that carry credentials, or say how a request is sent, are none of a policy's facts. Ask for the caller's key: `r.key.team`.",
  page: {
    what: "`headers` declares one that carries a credential, such as `authorization` or `cookie`, that says how a request is sent, such as `content-length`, or that begins with `x-pointsman-`.",
    why: "A credential in a condition would stand in the table, and what a rule reads may be shown in reports.",
    mend: "Go by the caller's key, whose team, environment and tags are facts; declare what callers say of a request under `metadata`, or give the header another name.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  headers: { "x-api-key": "string" },
  routes: {
    chat: {
      rules: [{ when: (r) => r.headers["x-api-key"] === "pk-internal", use: "anthropic/claude-opus-5-5" }],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  headers: { "x-tier": ["gold", "silver"] },
  routes: {
    chat: {
      rules: [{ when: (r) => r.headers["x-tier"] === "gold", use: "anthropic/claude-opus-5-5" }],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
});
`,
    },
  },
});
