import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const constant: DiagnosticKind<{ name: string; value: boolean }> = defineDiagnostic({
  code: "invariant/constant",
  severity: "warning",
  title: "A claim that asks nothing",
  message: ({ name, value }) =>
    `“${name}” asks nothing of a target or a request: its claim is \`${value}\` whatever the policy does`,
  help: () => "Ask something of the first parameter, such as `EU.includes(t.jurisdiction)`, or take the invariant out.",
  page: {
    what: "The claim of an invariant reads nothing of the target, and asks nothing of the request: constants alone decide it.",
    why: "Such a claim is proved, and listed among what is proved, whatever the policy does. Often it is the rest of a claim whose list or comparison was evaluated once and written down as its result.",
    mend: "Say what is to hold of each target, or take the invariant out.",
    bad: {
      language: "typescript",
      source: `import { EU, policy } from "pointsman";

const laws = ["DE", "FR"];

export default policy({
  routes: { chat: { otherwise: "mistral/mistral-large-2512" } },
  invariants: { "everything stays in the EU": { every: () => laws.every((law) => EU.includes(law)) } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { EU, policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "mistral/mistral-large-2512" } },
  invariants: { "everything stays in the EU": { every: (t) => EU.includes(t.jurisdiction) } },
});
`,
    },
  },
});
