import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const conditionSize: DiagnosticKind<{ boxes: number }> = defineDiagnostic({
  code: "limit/condition-size",
  severity: "error",
  title: "The condition is too large",
  message: ({ boxes }) => `the condition falls apart into more than ${boxes.toLocaleString("en")} alternatives`,
  help: () => "Split the rule in two, or use one list with `.includes(…)`.",
  page: {
    what: "Written out as alternatives, each a range or set per fact, the condition has more of them than the table may hold for one rule.",
    why: "The table would grow out of proportion, and nobody could review it.",
    mend: "Split the rule into several with the same action, or replace many alternatives on one fact by a list with `.includes(…)`.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      rules: [{ when: (r) => (r.text.includes("a0") || r.text.includes("b0")) && (r.text.includes("a1") || r.text.includes("b1")) && (r.text.includes("a2") || r.text.includes("b2")) && (r.text.includes("a3") || r.text.includes("b3")) && (r.text.includes("a4") || r.text.includes("b4")) && (r.text.includes("a5") || r.text.includes("b5")) && (r.text.includes("a6") || r.text.includes("b6")) && (r.text.includes("a7") || r.text.includes("b7")) && (r.text.includes("a8") || r.text.includes("b8")) && (r.text.includes("a9") || r.text.includes("b9")) && (r.text.includes("a10") || r.text.includes("b10")) && (r.text.includes("a11") || r.text.includes("b11")) && (r.text.includes("a12") || r.text.includes("b12")), use: "anthropic/claude-opus-5-5" }],
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
      rules: [{ when: (r) => (r.text.includes("a0") && r.text.includes("b0")) || (r.text.includes("a1") && r.text.includes("b1")) || (r.text.includes("a2") && r.text.includes("b2")), use: "anthropic/claude-opus-5-5" }],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
});
`,
    },
  },
});
