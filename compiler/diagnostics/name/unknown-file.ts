import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const unknownFile: DiagnosticKind<{ path: string; specifier: string }> = defineDiagnostic({
  code: "name/unknown-file",
  severity: "error",
  title: "Unknown file",
  message: ({ path }) => `there is no file \`${path}\``,
  help: ({ specifier }) => (/\.[a-z]+$/.test(specifier) ? undefined : `Write the ending: \`${specifier}.ts\`.`),
  page: {
    what: "An import names a file that does not exist.",
    why: "The values that it should bring are missing.",
    mend: "Correct the path, ending included.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";
import { tiers } from "./tiers";

export default policy({
  tiers,
  routes: { chat: { otherwise: "openai/gpt-5.4-mini" } },
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
