import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const sourceSize: DiagnosticKind<{ what: string }> = defineDiagnostic({
  code: "limit/source-size",
  severity: "error",
  title: "Too much to read",
  message: ({ what }) => what,
  help: () => "Import only the data that the policy uses.",
  page: {
    what: "A file is larger than the compiler reads, or the files of the policy together are, or there are too many of them.",
    why: "Reading them would take more time and memory than a check in a pull request should. Such files are rarely written by hand, or meant as a policy.",
    mend: "Import only the data that the policy uses.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";
import limits from "./limits.json" with { type: "json" };

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", max: limits } },
});
`,
      files: {
        get "limits.json"() {
          return `{ "outputTokens": 4000 }${" ".repeat(5_000_000)}`;
        },
      },
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";
import limits from "./limits.json" with { type: "json" };

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", max: limits } },
});
`,
      files: {
        "limits.json": '{ "outputTokens": 4000 }\n',
      },
    },
  },
});
