import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const unusedOverlayEntry: DiagnosticKind<{ section: string; name: string }> = defineDiagnostic({
  code: "name/unused-overlay-entry",
  severity: "warning",
  title: "Unused entry of the overlay",
  message: ({ section, name }) => `no target of the policy uses \`${name}\` of \`${section}\``,
  page: {
    what: "The catalog overlay has an entry for a provider or a model that no tier and no route names, or a price that a more precise one replaces everywhere.",
    why: "An entry without effect is often a misspelt one, or was meant for a model that has been replaced since: the price that was agreed on is then not counted.",
    mend: "Name the model in the policy, correct the entry, or remove it.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini" } },
});
`,
      files: {
        "catalog.yaml": `models:
  openai/gpt-5.4: { quality: 0.8 }
`,
      },
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini" } },
});
`,
      files: {
        "catalog.yaml": `models:
  openai/gpt-5.4-mini: { quality: 0.8 }
`,
      },
    },
  },
});
