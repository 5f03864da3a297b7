import { type DiagnosticKind, defineDiagnostic } from "../define.ts";
import type { Refused } from "../refused.ts";

export const impureCall: DiagnosticKind<Refused> = defineDiagnostic({
  code: "syntax/impure-call",
  severity: "error",
  title: "The answer would depend on the machine or the moment",
  message: ({ construct }) => `${construct} depends on the machine or the moment, which a policy cannot see`,
  help: ({ instead }) => instead,
  page: {
    what: "The policy asks for the time, for chance, for the environment, or for anything else outside its own files.",
    why: "A policy must compile to the same table on every machine and every day, and a pull request from a stranger must be safe to check.",
    mend: "Write the value, import it from a JSON file, or ask a fact of the request: `r.hour` and `r.weekday` take the place of a clock.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      rules: [{ when: (r) => Date.now() > 0 && r.stream, use: "anthropic/claude-opus-5-5" }],
      otherwise: "openai/gpt-5.4-mini",
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
      rules: [{ when: (r) => r.hour >= 18 && r.stream, use: "anthropic/claude-opus-5-5" }],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
});
`,
    },
  },
});
