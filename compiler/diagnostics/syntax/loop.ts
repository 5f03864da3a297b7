import { type DiagnosticKind, defineDiagnostic } from "../define.ts";
import type { Refused } from "../refused.ts";

export const loop: DiagnosticKind<Refused> = defineDiagnostic({
  code: "syntax/loop",
  severity: "error",
  title: "A loop",
  message: ({ construct }) => `${construct} is a loop, which a policy cannot have`,
  help: ({ instead }) => instead,
  page: {
    what: "The policy has a `for`, `while` or `do` statement.",
    why: "A loop works by changing a variable, and may never end.",
    mend: "Use `map`, `filter`, `flatMap`, `some` or `every` of a list.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

const limit = () => {
  for (const each of [4_000, 8_000]) {
    if (each > 5_000) return each;
  }
  return 0;
};

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", max: { outputTokens: limit() } } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";

const limit = [4_000, 8_000].filter((each) => each > 5_000)[0];

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", max: { outputTokens: limit } } },
});
`,
    },
  },
});
