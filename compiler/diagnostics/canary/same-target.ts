import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const canarySameTarget: DiagnosticKind<{ ids: readonly string[] }> = defineDiagnostic({
  code: "canary/same-target",
  severity: "warning",
  title: "A canary of what is tried first anyway",
  message: ({ ids }) => `requests of this canary try ${listed(ids)} first, as all others do`,
  help: () => "Name another candidate, or leave the canary out.",
  page: {
    what: "What a canary uses is what the route, or the rule, tries first for all requests.",
    why: "Both sides are served alike, so their figures say nothing, and the route does not try what somebody thinks it tries.",
    mend: "Name the candidate that was meant; or, where it already serves everybody, leave the canary out.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      otherwise: "openai/gpt-5.4-mini",
      canary: { use: "openai/gpt-5.4-mini", share: 0.1, back: { failures: 20 } },
    },
  },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      otherwise: "openai/gpt-5.4-mini",
      canary: { use: "openai/gpt-6-luna", share: 0.1, back: { failures: 20 } },
    },
  },
});
`,
    },
  },
});

function listed(ids: readonly string[]): string {
  return ids.map((id) => `\`${id}\``).join(" or ");
}
