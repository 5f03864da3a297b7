import { type DiagnosticKind, defineDiagnostic } from "../define.ts";
import { respell } from "../respell.ts";

export const unknownFailureClass: DiagnosticKind<{
  name: string;
  closest?: string | undefined;
  certain?: boolean;
  known: readonly string[];
}> = defineDiagnostic({
  code: "name/unknown-failure-class",
  severity: "error",
  title: "Unknown failure class",
  message: ({ name }) => `there is no failure class \`${name}\``,
  help: ({ closest, known }) =>
    closest ? `Did you mean \`${closest}\`?` : `The classes are ${known.map((name) => `\`${name}\``).join(", ")}.`,
  fix: ({ name, closest, certain }, written) => respell({ wrong: name, right: closest, certain }, written),
  page: {
    what: "`fallbackOn` names a failure class that does not exist. Status codes are no classes: many causes share one.",
    why: "A failure that the list does not name is not followed by the next target.",
    mend: "Use the classes that the message lists, such as `rate-limited` for 429 and `server-error` for 500.",
    bad: {
      language: "typescript",
      source: `import { chain, policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: chain("openai/gpt-5.4-mini", "anthropic/claude-haiku-5-5"), fallbackOn: ["rate-limit"] } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { chain, policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: chain("openai/gpt-5.4-mini", "anthropic/claude-haiku-5-5"), fallbackOn: ["rate-limited"] } },
});
`,
    },
  },
});
