import { type DiagnosticKind, defineDiagnostic } from "../define.ts";
import { respell } from "../respell.ts";

export const unknownMethod: DiagnosticKind<{
  name: string;
  of: string;
  closest?: string | undefined;
  certain?: boolean;
}> = defineDiagnostic({
  code: "name/unknown-method",
  severity: "error",
  title: "Unknown method",
  message: ({ name, of }) => `${of} has no method \`${name}\` in the policy language`,
  help: ({ closest }) => closest && `Did you mean \`${closest}\`?`,
  fix: ({ name, closest, certain }, written) => respell({ wrong: name, right: closest, certain }, written),
  page: {
    what: "A method is called that lists, texts or objects of the policy language do not have.",
    why: "The language has the methods that give a new value and depend on nothing else; others would be a surprise at compile time.",
    mend: "Use one of the methods that exist; the guide lists them.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

const team = "Research".toLocaleLowerCase();

export default policy({
  routes: {
    chat: {
      rules: [{ when: (r) => r.key.team === team, use: "anthropic/claude-opus-5-5" }],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";

const team = "Research".toLowerCase();

export default policy({
  routes: {
    chat: {
      rules: [{ when: (r) => r.key.team === team, use: "anthropic/claude-opus-5-5" }],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
});
`,
    },
  },
});
