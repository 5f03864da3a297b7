import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

/** `by`: the fact. */
export type StickyReason =
  | { readonly kind: "missing"; readonly by: string }
  | { readonly kind: "few-values"; readonly by: string; readonly values: number; readonly parts: number };

export const stickyWithoutEffect: DiagnosticKind<StickyReason> = defineDiagnostic({
  code: "chain/sticky-without-effect",
  severity: "warning",
  title: "A strategy that is sticky without effect",
  message: (reason) => because(reason),
  help: () => "Name a fact that tells sessions, users or keys apart, and that requests here have.",
  page: {
    what: "A `fastest` or `balance` is `sticky` by a fact that no request has which gets there, or that has fewer values than the strategy has parts.",
    why: "Requests without the fact go by the strategy alone, and no prompt cache stays warm. A fact with few values sends all requests to as many targets, and the others get nothing but fallbacks.",
    mend: "Be sticky by what tells sessions, users or keys apart: metadata that callers send, or `key.id`.",
    bad: {
      language: "typescript",
      source: `import { balance, policy } from "pointsman";

export default policy({
  metadata: { priority: ["low", "high"] },
  routes: {
    chat: {
      otherwise: balance(["openai/gpt-5.4-mini", "anthropic/claude-haiku-5-5", "google/gemini-3.8-flash"], {
        sticky: "metadata.priority",
      }),
    },
  },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { balance, policy } from "pointsman";

export default policy({
  metadata: { session: "string" },
  routes: {
    chat: {
      otherwise: balance(["openai/gpt-5.4-mini", "anthropic/claude-haiku-5-5", "google/gemini-3.8-flash"], {
        sticky: "metadata.session",
      }),
    },
  },
});
`,
    },
  },
});

function because(reason: StickyReason): string {
  const { by } = reason;
  switch (reason.kind) {
    case "missing":
      return `no request that gets here has \`${by}\`, so none stays anywhere`;
    case "few-values": {
      const { values, parts } = reason;
      const has = values === 1 ? "has one value here" : `has ${values} values`;
      return `\`${by}\` ${has}, so that at most as many of the ${parts} parts are ever first`;
    }
  }
  return reason satisfies never;
}
