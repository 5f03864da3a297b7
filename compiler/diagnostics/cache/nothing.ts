import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const nothing: DiagnosticKind<{ route: string }> = defineDiagnostic({
  code: "cache/nothing",
  severity: "warning",
  title: "A cache with nothing switched on",
  message: ({ route }) => `the cache of \`${route}\` has nothing switched on: no request is answered from it`,
  help: () => "Write `cache: { exact: true }`, or leave `cache` out.",
  page: {
    what: "A route has a `cache` in which `exact`, `normalised` and `semantic` are all absent or false.",
    why: "Every part of a cache is off until it is switched on, so this one never answers. Who reads the policy believes that it does.",
    mend: "Switch on what is meant: `exact` for equal requests, `normalised` for those that differ in white space and case alone, `semantic` for those that mean the same. Or remove `cache`.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", cache: { scope: "key" } } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", cache: { exact: true } } },
});
`,
    },
  },
});
