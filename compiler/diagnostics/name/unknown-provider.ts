import { type DiagnosticKind, defineDiagnostic } from "../define.ts";
import { respell } from "../respell.ts";

export const unknownProvider: DiagnosticKind<{
  /** What was written: the provider, or `provider/model`. */
  id: string;
  provider: string;
  closest?: string | undefined;
  certain?: boolean;
  /** An overlay that could make it known. */
  own?: boolean;
}> = defineDiagnostic({
  code: "name/unknown-provider",
  severity: "error",
  title: "Unknown provider",
  message: ({ id, provider }) =>
    `the catalog has no provider \`${provider}\`${id === provider ? "" : `, which \`${id}\` names`}`,
  help: ({ closest, own }) =>
    [
      ...(closest ? [`Did you mean \`${closest}\`?`] : []),
      ...(own ? ["A provider of your own needs `dialect` and `baseUrl`, or `like`."] : []),
    ].join(" ") || undefined,
  fix: ({ id, closest, certain }, written) => respell({ wrong: id, right: closest, certain }, written),
  page: {
    what: "A target, or an entry of the catalog overlay, names a provider that the catalog does not list.",
    why: "There is no address to send requests to, and no price, limit or law to hold them against.",
    mend: "Correct the name. A provider of your own belongs in the catalog overlay, with its `dialect` and its `baseUrl`.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "opnai/gpt-5.4-mini" } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini" } },
});
`,
    },
  },
});
