import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const reservedRoute: DiagnosticKind<{ name: string }> = defineDiagnostic({
  code: "name/reserved-route",
  severity: "error",
  title: "A route that is named like a target",
  message: ({ name }) => `the route \`${name}\` has a name with \`/\` in it`,
  help: ({ name }) =>
    `Clients that send \`provider/model\` ask for that model itself. Name it \`${name.slice(name.lastIndexOf("/") + 1) || "chat"}\`.`,
  page: {
    what: "A route has a name of the form `provider/model`.",
    why: "Such names belong to targets: a client that sends one asks for that model directly, so the route could never be reached.",
    mend: "Give the route a name without a slash.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: { "openai/gpt-5.4-mini": { otherwise: "openai/gpt-5.4-mini" } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: { "gpt-5.4-mini": { otherwise: "openai/gpt-5.4-mini" } },
});
`,
    },
  },
});
