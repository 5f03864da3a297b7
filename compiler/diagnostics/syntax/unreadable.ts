import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const unreadable: DiagnosticKind<{ file: string; problem: string; help?: string | undefined }> =
  defineDiagnostic({
    code: "syntax/unreadable",
    severity: "error",
    title: "A file that cannot be read",
    message: ({ file, problem }) => `\`${file}\` ${problem}`,
    help: ({ help }) => help,
    page: {
      what: "The name leads to a directory or to a device, or to a file that the compiler may not read.",
      why: "What cannot be read cannot be compiled; going on without it would be another policy.",
      mend: "Name a file, and check its permissions.",
      bad: {
        language: "typescript",
        source: `import { policy } from "pointsman";
import limits from "./limits.txt";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", max: limits } },
});
`,
        files: {
          "limits.txt": "outputTokens 4000\n",
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
