import { type DiagnosticKind, defineDiagnostic } from "../define.ts";
import { respell } from "../respell.ts";

/** `of` is `t` or `t.caps`. `isFact`: a request has what a target has not. */
export const unknownTargetField: DiagnosticKind<{
  of: string;
  name: string;
  isFact: boolean;
  closest?: string | undefined;
  certain?: boolean;
}> = defineDiagnostic({
  code: "name/unknown-target-field",
  severity: "error",
  title: "Unknown field of a target",
  message: ({ of, name }) => `nothing is known of a target under \`${of}.${name}\``,
  help: ({ of, name, isFact, closest }) => {
    if (isFact) return `A request has it: \`r.${name}\`, where \`r\` is the second parameter, \`(t, r) => …\`.`;
    return closest ? `Did you mean \`${of}.${closest}\`?` : "The guide lists what an invariant may ask of a target.";
  },
  fix: ({ name, isFact, closest, certain }, written) =>
    isFact ? undefined : respell({ wrong: name, right: closest, certain }, written),
  page: {
    what: "The claim of an invariant asks something of a target that is not known of any.",
    why: "What is missing compares false, so the claim would fail or hold for a reason that nobody meant.",
    mend: "Correct the name. What is asked of a request stands under `r`, the second parameter.",
    bad: {
      language: "typescript",
      source: `import { chain, EU, policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      otherwise: chain("mistral/mistral-large-2512", "scaleway/mistral-medium-3.5-128b"),
      max: { inputTokens: 100_000 },
    },
  },
  invariants: { "all stays in the EU": { every: (t) => EU.includes(t.juristiction) } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { chain, EU, policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      otherwise: chain("mistral/mistral-large-2512", "scaleway/mistral-medium-3.5-128b"),
      max: { inputTokens: 100_000 },
    },
  },
  invariants: { "all stays in the EU": { every: (t) => EU.includes(t.jurisdiction) } },
});
`,
    },
  },
});
