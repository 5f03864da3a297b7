import { type DiagnosticKind, defineDiagnostic } from "../define.ts";
import { respell } from "../respell.ts";

export const modelWithoutProvider: DiagnosticKind<{ name: string; targets: readonly string[] }> = defineDiagnostic({
  code: "name/model-without-provider",
  severity: "error",
  title: "A model without its provider",
  message: ({ name }) => `\`${name}\` is a model, and a model is written with its provider`,
  help: ({ targets }) =>
    `Write ${targets
      .slice(0, 3)
      .map((id) => `\`${id}\``)
      .join(" or ")}.`,
  fix: ({ name, targets }, written) =>
    respell({ wrong: name, right: targets[0], certain: targets.length === 1 }, written),
  page: {
    what: "A strategy names a model alone. What has no slash in it is the name of a tier.",
    why: "Several providers offer models of one name, at other prices and under other laws.",
    mend: "Write `provider/model`.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "gpt-5.4-mini" } },
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
