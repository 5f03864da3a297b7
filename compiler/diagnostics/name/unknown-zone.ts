import { type DiagnosticKind, defineDiagnostic } from "../define.ts";
import { respell } from "../respell.ts";

export const unknownZone: DiagnosticKind<{ zone: string; closest?: string | undefined; certain?: boolean }> =
  defineDiagnostic({
    code: "name/unknown-zone",
    severity: "error",
    title: "Unknown time zone",
    message: ({ zone }) => `there is no time zone \`${zone}\``,
    help: ({ closest }) =>
      closest
        ? `Did you mean \`${closest}\`?`
        : "Zones have the names of the database of IANA: a region and a city, such as `Europe/Berlin`.",
    fix: ({ zone, closest, certain }, written) => respell({ wrong: zone, right: closest, certain }, written),
    page: {
      what: "`r.local(…)` is asked with a name that no time zone has.",
      why: "There is no hour to compare. Abbreviations such as `CET`, and offsets such as `+01:00`, say nothing of summer time.",
      mend: "Use a name of the database of IANA, such as `Europe/Berlin` or `America/New_York`.",
      bad: {
        language: "typescript",
        source: `import { policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      rules: [{ when: (r) => r.local("Europe/Berlim").hour >= 18, use: "openai/gpt-6-luna" }],
      otherwise: "openai/gpt-5.4-mini",
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
      rules: [{ when: (r) => r.local("Europe/Berlin").hour >= 18, use: "openai/gpt-6-luna" }],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
});
`,
      },
    },
  });
