import { type DiagnosticKind, defineDiagnostic } from "../define.ts";
import type { Refused } from "../refused.ts";

export const classes: DiagnosticKind<Refused> = defineDiagnostic({
  code: "syntax/class",
  severity: "error",
  title: "A class or an object made from one",
  message: ({ construct }) => `${construct} is about classes, and a policy is made of plain values`,
  help: ({ instead }) => instead,
  page: {
    what: "The policy declares a class, uses `this`, or makes an object with `new`.",
    why: "Objects with methods of their own carry state that changes. A policy is made of plain values.",
    mend: "Write functions and object literals. `new Set([...])` becomes a list, `new Map([...])` an object.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

class Presets {}

export default policy({
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
