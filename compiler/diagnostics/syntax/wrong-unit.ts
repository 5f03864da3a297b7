import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const wrongUnit: DiagnosticKind<{ path: string; expected: string; found: string; example: string }> =
  defineDiagnostic({
    code: "syntax/wrong-unit",
    severity: "error",
    title: "A quantity of the wrong unit",
    message: ({ path, expected, found }) => `\`${path}\` is ${expected}, but this is ${found}`,
    help: ({ example }) => `Write it such as ${example}.`,
    page: {
      what: "A quantity has a unit that does not belong here: money where a duration is meant, a duration where money is meant, or a unit that is not known.",
      why: "The number would be read as something else than was meant.",
      mend: "Durations are `ms(…)`, `s(…)`, `minutes(…)`, `hours(…)`, in YAML `1500ms`, `60s`, `5m`, `1h`; money is `usd(…)`, in YAML `$0.10`.",
      bad: {
        language: "typescript",
        source: `import { policy, usd } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", deadline: usd(60) } },
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
