import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

interface Mixed {
  readonly id: string;
  readonly route: string;
  /** What the route is for. */
  readonly operation: "chat" | "embeddings";
}

export const mixedOperations: DiagnosticKind<Mixed> = defineDiagnostic({
  code: "chain/mixed-operations",
  severity: "error",
  title: "A route for chats and embeddings at once",
  message: ({ id, route, operation }) =>
    operation === "chat"
      ? `\`${id}\` makes embeddings, and the route \`${route}\` answers chats`
      : `\`${id}\` answers chats, and the route \`${route}\` makes embeddings`,
  help: () => "Give embeddings a route of their own: callers name it as their `model`.",
  page: {
    what: "The targets of one route are models for chats and models for embeddings.",
    why: "A request is for one or for the other, so some of the targets never serve it: what looks like a fallback is none. A route is for what its first target does, and refuses requests for the other by name.",
    mend: "Write two routes. A caller says which it means by the `model` that it sends, and by the endpoint that it calls.",
    bad: {
      language: "typescript",
      source: `import { chain, policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: chain("openai/gpt-5.4-mini", "openai/text-embedding-3-small") } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: {
    chat: { otherwise: "openai/gpt-5.4-mini" },
    index: { otherwise: "openai/text-embedding-3-small" },
  },
});
`,
    },
  },
});
