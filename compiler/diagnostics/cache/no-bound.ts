import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const noBound: DiagnosticKind<Record<string, never>> = defineDiagnostic({
  code: "cache/no-bound",
  severity: "error",
  title: "A semantic cache that may be wrong at any rate",
  message: () => "`semantic` has no `maxWrongHitRate`: nothing says how many of its answers may be wrong",
  help: () => "Write `maxWrongHitRate: 0.01` if one wrong answer in a hundred can be borne.",
  page: {
    what: "A route's cache has a `semantic` part without a `maxWrongHitRate`.",
    why: "A request that only sounds like another one gets the other one's answer. How often that happens depends on what your users ask, and no threshold of likeness tells. Without a bound there is nothing that such a cache could be held to.",
    mend: "Write the share of hits that may be wrong. The cache watches until its measured rate is surely below it, serves from then on, and stops when it no longer is: for 0.01 that takes 757 checked answers within four weeks, if none is wrong.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      otherwise: "openai/gpt-5.4-mini",
      cache: { semantic: { embedder: "mistral/mistral-embed" } },
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
      otherwise: "openai/gpt-5.4-mini",
      cache: { semantic: { embedder: "mistral/mistral-embed", maxWrongHitRate: 0.01 } },
    },
  },
});
`,
    },
  },
});
