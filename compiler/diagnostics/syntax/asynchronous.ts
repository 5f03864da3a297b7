import { type DiagnosticKind, defineDiagnostic } from "../define.ts";
import type { Refused } from "../refused.ts";

export const asynchronous: DiagnosticKind<Refused> = defineDiagnostic({
  code: "syntax/asynchronous",
  severity: "error",
  title: "Something that waits",
  message: ({ construct }) => `${construct} waits for something, and nothing in a policy waits`,
  help: ({ instead }) => instead,
  page: {
    what: "The policy uses `await`, an `async` function, a generator or a promise.",
    why: "Everything that a policy is made of is there when it is compiled, so there is nothing to wait for.",
    mend: 'Import what is needed: `import data from "./data.json"`. Write functions as plain arrows.',
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

const isLong = async () => true;

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
