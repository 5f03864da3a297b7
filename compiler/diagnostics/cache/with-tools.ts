import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const withTools: DiagnosticKind<{ route: string }> = defineDiagnostic({
  code: "cache/with-tools",
  severity: "warning",
  title: "A cache by meaning for requests with tools",
  message: ({ route }) => `\`${route}\` answers requests with tools, and its cache goes by what was asked`,
  help: () => "Give requests with tools a route of their own, without `semantic`.",
  page: {
    what: "A rule of a route is for requests with tools (`r.needs.tools`), and the route's cache has a `semantic` part.",
    why: "What such an answer says comes from what tools said, not from the question alone. Answers that call a tool are never kept, and what follows a tool's answer is found again in the same conversation only: the texts go to the embedder and nothing comes of it. And where a hit does come about, no tool is asked.",
    mend: "Serve requests with tools on a route without `semantic`; `exact` may stay.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      rules: [{ when: (r) => r.needs.tools, use: "openai/gpt-5.4" }],
      otherwise: "openai/gpt-5.4-mini",
      cache: { semantic: { embedder: "mistral/mistral-embed", maxWrongHitRate: 0.01 } },
    },
  },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy, reject } from "pointsman";

export default policy({
  routes: {
    chat: {
      rules: [{ when: (r) => r.needs.tools, use: reject(400, "Tools are for the route \`agent\`.") }],
      otherwise: "openai/gpt-5.4-mini",
      cache: { semantic: { embedder: "mistral/mistral-embed", maxWrongHitRate: 0.01 } },
    },
    agent: { otherwise: "openai/gpt-5.4" },
  },
});
`,
    },
  },
});
