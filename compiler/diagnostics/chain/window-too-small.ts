import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

interface Windows {
  readonly first: string;
  readonly next: string;
  /** Tokens. */
  readonly from: number;
  readonly to: number;
}

export const windowTooSmall: DiagnosticKind<Windows> = defineDiagnostic({
  code: "chain/window-too-small",
  severity: "warning",
  title: "A target that takes less than what it stands in for",
  message: ({ first, next, from, to }) =>
    `\`${next}\` takes ${to.toLocaleString("en")} tokens where \`${first}\` takes ${from.toLocaleString("en")}: larger requests have no other target`,
  help: ({ to }) =>
    `Name one more that takes as much, or refuse what is larger with the route's \`max: { inputTokens: ${to} }\`.`,
  page: {
    what: "A chain falls back from a target to others with smaller windows, or, where the route's `max` says how large requests may be, a plan of another kind shares them between targets of which one has a much larger window; and it gets requests that are too large for all others. A window that is smaller by less than a tenth is taken to be the same.",
    why: "The large requests have no other target, just when the largest one is down. Another router would send them to the smaller model and have them refused there; here they are left out of its plan, and fail with the first.",
    mend: "Add a target with as large a window, or say in the route's `max` how large requests may be.",
    bad: {
      language: "typescript",
      source: `import { chain, policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: chain("google/gemini-3.8-flash", "mistral/mistral-large-2512") } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { chain, policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      otherwise: chain("google/gemini-3.8-flash", "mistral/mistral-large-2512"),
      max: { inputTokens: 200_000, outputTokens: 8_000 },
    },
  },
});
`,
    },
  },
});
