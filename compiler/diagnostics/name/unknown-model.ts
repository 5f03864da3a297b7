import { type DiagnosticKind, defineDiagnostic } from "../define.ts";
import { respell } from "../respell.ts";

export const unknownModel: DiagnosticKind<{
  id: string;
  closest?: string | undefined;
  certain?: boolean;
  provider?: string | undefined;
  /** Targets with this model, or the one of the nearest name, at other providers. */
  elsewhere?: readonly string[];
  /** An overlay that could make it known. */
  own?: boolean;
}> = defineDiagnostic({
  code: "name/unknown-model",
  severity: "error",
  title: "Unknown model",
  message: ({ id, provider }) =>
    provider ? `the catalog has no model \`${id}\` at \`${provider}\`` : `the catalog has no provider for \`${id}\``,
  help: ({ closest, elsewhere = [], own }) =>
    [
      ...(closest ? [`Did you mean \`${closest}\`?`] : []),
      ...(elsewhere.length > 0 ? [`Other providers have it: ${listed(elsewhere)}.`] : []),
      ...(own ? ["A model of your own needs `context`, or `like`."] : []),
    ].join(" ") || undefined,
  fix: ({ id, provider, closest, certain }, written) =>
    respell({ wrong: provider ? `${provider}/${id}` : id, right: closest, certain }, written),
  page: {
    what: "A target names a provider or a model that the catalog does not list.",
    why: "Every request that reaches the target would be refused by the provider, after it has waited its turn.",
    mend: "Correct the id, which is `provider/model`.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mimi" } },
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

/** A few of many. */
function listed(ids: readonly string[]): string {
  const shown = ids.slice(0, 3).map((id) => `\`${id}\``);
  return [...shown, ...(ids.length > 3 ? [`${ids.length - 3} more`] : [])].join(", ");
}
