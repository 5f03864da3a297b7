import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const redundantPart: DiagnosticKind<{ joined: "&&" | "||"; taken: boolean; bounded?: boolean }> =
  defineDiagnostic({
    code: "reach/redundant-part",
    severity: "warning",
    title: "A part of a condition that changes nothing",
    message: ({ joined, taken, bounded }) => {
      if (bounded) return "this part holds of every request that the route lets in";
      if (joined === "&&") return "this part holds whenever the other parts do";
      return taken
        ? "this part adds no request: the other parts and the rules before take all of its own"
        : "this part adds no request: the other parts hold whenever it does";
    },
    help: () => "Take it out, or write what was meant.",
    page: {
      what: "A condition has a part without which it would take the same requests: beside `&&` one that the others imply, or that the route's `max` or `env` does, beside `||` one whose requests the others, or earlier rules, have already.",
      why: "The condition says more than it does. Often a bound or a value is not the one that was meant.",
      mend: "Take the part out, or mend its bound.",
      bad: {
        language: "typescript",
        source: `import { policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      rules: [{ when: (r) => r.inputTokens > 32_000 && r.inputTokens > 8_000, use: "google/gemini-3.8-flash" }],
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
      rules: [{ when: (r) => r.inputTokens > 32_000 && r.messages > 8, use: "google/gemini-3.8-flash" }],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
});
`,
      },
    },
  });
