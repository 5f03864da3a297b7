import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export interface BareQuantity {
  path: string;
  /** As it is written. */
  found: string;
  /** Without its unit. */
  amount: number;
  isYaml: boolean;
}

export const quantityWithoutUnit: DiagnosticKind<BareQuantity> = defineDiagnostic<BareQuantity>({
  code: "syntax/quantity-without-unit",
  severity: "error",
  title: "A duration without a unit",
  message: ({ path, found }) => `\`${path}\` is ${found}, without a unit`,
  help: ({ amount, isYaml }) => {
    const [seconds, milliseconds] = isYaml ? [`${amount}s`, `${amount}ms`] : [`s(${amount})`, `ms(${amount})`];
    return `Write \`${seconds}\` for seconds, \`${milliseconds}\` for milliseconds.`;
  },
  page: {
    what: "A duration is written as a bare number.",
    why: "Sixty is a second meaning apart from sixty thousand: routers that guess the unit wait a thousand times too long or too short.",
    mend: "Write the unit: `s(60)` or `ms(1_500)` in TypeScript, `60s` or `1500ms` in YAML.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", deadline: 60 } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy, s } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", deadline: s(60) } },
});
`,
    },
  },
});
