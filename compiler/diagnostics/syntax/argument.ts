import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const argument: DiagnosticKind<{ name: string; usage?: string | undefined }> = defineDiagnostic({
  code: "syntax/argument",
  severity: "error",
  title: "Arguments that do not fit",
  message: ({ name }) => `${name} does not take these arguments`,
  help: ({ usage }) => usage,
  page: {
    what: "A constructor or a method is called with arguments that it does not take.",
    why: "Nothing is converted silently: a text where a number belongs would become a limit that nobody wrote.",
    mend: "See the form that the message shows.",
    bad: {
      language: "typescript",
      source: `import { policy, s } from "pointsman";
import limits from "./limits.json" with { type: "json" };

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", deadline: s(limits.deadline) } },
});
`,
      files: {
        "limits.json": '{ "deadline": "60" }\n',
      },
    },
    good: {
      language: "typescript",
      source: `import { policy, s } from "pointsman";
import limits from "./limits.json" with { type: "json" };

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", deadline: s(limits.deadline) } },
});
`,
      files: {
        "limits.json": '{ "deadline": 60 }\n',
      },
    },
  },
});
