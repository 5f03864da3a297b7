import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const recursion: DiagnosticKind<{ name: string }> = defineDiagnostic({
  code: "syntax/recursion",
  severity: "error",
  title: "A function that calls itself",
  message: ({ name }) => `${name} is called while it still runs`,
  help: () => "Use `map`, `filter` or `flatMap` over a list.",
  page: {
    what: "A function is called again while it still runs, by itself or through others.",
    why: "Recursion may never end, and each of its results comes through calls that nobody can follow in a report.",
    mend: "Work on a list with `map`, `filter` or `flatMap`, or import the finished values from a JSON file.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

const double = (n: number): number => (n > 4_000 ? n : double(n * 2));

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", max: { outputTokens: double(500) } } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";

const double = (n: number) => n * 2;

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", max: { outputTokens: double(4_000) } } },
});
`,
    },
  },
});
