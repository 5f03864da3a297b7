import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export type RateWithoutEffect = { readonly name: string } & (
  | { readonly kind: "refused" }
  /** `other` is full first, or at the same time. */
  | { readonly kind: "within"; readonly other: string }
);

export const rateWithoutEffect: DiagnosticKind<RateWithoutEffect> = defineDiagnostic({
  code: "rate/without-effect",
  severity: "warning",
  title: "A limit that nothing can reach",
  message: (found) =>
    found.kind === "refused"
      ? `nothing is counted in \`${found.name}\`: every request of its routes is refused`
      : `\`${found.name}\` is never full: \`${found.other}\`, which counts all of it, is full first and refuses`,
  help: (found) =>
    found.kind === "refused" ? undefined : `Set \`${found.name}\` below \`${found.other}\`, or take it out.`,
  page: {
    what: "A limit counts requests that another one counts as well, for the same callers or for all of their team, and that one takes no more at once, fills no faster, and refuses. Or every request that a limit is for is refused by its route.",
    why: "It reads like a limit and is none: whatever is sent, it is never full. Often two numbers were exchanged, or a window is wrong.",
    mend: "Lower the inner limit or raise the outer one: at once they may take the numbers themselves, and over time the numbers by their windows. A limit that goes on with `exhausted` may stand below one that refuses.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini" } },
  limits: {
    team: { per: (r) => r.key.team, requests: 100, window: "minute", missing: "pool" },
    key: { per: (r) => r.key.id, requests: 600, window: "minute" },
  },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini" } },
  limits: {
    team: { per: (r) => r.key.team, requests: 600, window: "minute", missing: "pool" },
    key: { per: (r) => r.key.id, requests: 100, window: "minute" },
  },
});
`,
    },
  },
});
