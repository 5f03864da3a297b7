import { type DiagnosticKind, defineDiagnostic } from "../define.ts";
import { respell } from "../respell.ts";

export const unknownJurisdiction: DiagnosticKind<{ code: string; instead?: string | undefined; certain?: boolean }> =
  defineDiagnostic({
    code: "name/unknown-jurisdiction",
    severity: "error",
    title: "Unknown country",
    message: ({ code }) => `${JSON.stringify(code)} is not the code of a country`,
    help: ({ code, instead }) => {
      if (instead) return `Write \`${instead}\`.`;
      return /^eu$/i.test(code)
        ? 'Import `EU`, the list of its countries, from "pointsman"; in YAML write the countries out.'
        : "Countries are two capital letters of ISO 3166, such as `DE`.";
    },
    fix: ({ code, instead, certain }, written) => respell({ wrong: code, right: instead, certain }, written),
    page: {
      what: "`jurisdictions` holds something that is not a country code of ISO 3166, such as `DE` or `US`.",
      why: "No provider is under that law, so every target would be left out.",
      mend: 'Write the code of two capital letters. The countries of the European Union are the list `EU` from "pointsman".',
      bad: {
        language: "typescript",
        source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", jurisdictions: ["USA", "US"] } },
});
`,
      },
      good: {
        language: "typescript",
        source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", jurisdictions: ["US"] } },
});
`,
      },
    },
  });
