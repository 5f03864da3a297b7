import { type DiagnosticKind, defineDiagnostic } from "../define.ts";
import { respell } from "../respell.ts";

export const unknownKey: DiagnosticKind<{
  key: string;
  closest?: string | undefined;
  certain?: boolean;
  known: readonly string[];
  /** The part around it whose key it is, by its path. */
  home?: string;
}> = defineDiagnostic({
  code: "name/unknown-key",
  severity: "error",
  title: "Unknown key",
  message: ({ key }) => `\`${key}\` is not a key of this part of the policy`,
  help: ({ closest, known, key, home }) =>
    home !== undefined
      ? `\`${key}\` is a key of \`${home}\`: write it there.`
      : closest
        ? `Did you mean \`${closest}\`?`
        : `Its keys are ${known.map((key) => `\`${key}\``).join(", ")}.`,
  fix: ({ key, closest, certain }, written) => respell({ wrong: key, right: closest, certain }, written),
  page: {
    what: "A part of the policy has a key that the language does not know.",
    why: "Other routers ignore such a key in silence: the limit that it was meant to set is then not set.",
    mend: "Correct the spelling, or move the key to the part that it belongs to.",
    bad: {
      language: "typescript",
      source: `import { policy, s } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", dedline: s(60) } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy, s } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", deadline: s(60) } },
});
`,
    },
  },
});
