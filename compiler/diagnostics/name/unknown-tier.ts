import { type DiagnosticKind, defineDiagnostic } from "../define.ts";
import { respell } from "../respell.ts";

export const unknownTier: DiagnosticKind<{ name: string; closest?: string | undefined; certain?: boolean }> =
  defineDiagnostic({
    code: "name/unknown-tier",
    severity: "error",
    title: "Unknown tier",
    message: ({ name }) => `there is no tier \`${name}\``,
    help: ({ closest, name }) =>
      closest ? `Did you mean \`${closest}\`?` : `A model is written with its provider: \`provider/${name}\`.`,
    fix: ({ name, closest, certain }, written) => respell({ wrong: name, right: closest, certain }, written),
    page: {
      what: "A rule or a strategy names a tier that the policy does not define.",
      why: "There is nothing that could serve the request.",
      mend: "Define the tier under `tiers`, or correct its name.",
      bad: {
        language: "typescript",
        source: `import { chain, policy } from "pointsman";

export default policy({
  tiers: { standard: chain("openai/gpt-5.4-mini") },
  routes: { chat: { otherwise: "standart" } },
});
`,
      },
      good: {
        language: "typescript",
        source: `import { chain, policy } from "pointsman";

export default policy({
  tiers: { standard: chain("openai/gpt-5.4-mini") },
  routes: { chat: { otherwise: "standard" } },
});
`,
      },
    },
  });
