import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const priceRange: DiagnosticKind<{ rate: string; written: number; listed?: number | undefined; meant: number }> =
  defineDiagnostic({
    code: "catalog/price-range",
    severity: "error",
    title: "A price that cannot be meant",
    message: ({ rate, written, listed }) =>
      `${plain(written)} dollars per million tokens of ${rate} cannot be meant${listed === undefined ? "" : `: the catalog says ${plain(listed)}`}`,
    help: ({ meant }) => `Prices are per million tokens: was it meant to be ${plain(meant)}?`,
    page: {
      what: "A price in the overlay is a thousand times dearer or cheaper than the one in the catalog, or outside of what any model costs.",
      why: "A price per token that is taken for one per million tokens, or the reverse, makes every cost, limit and budget wrong by a factor of a million: nobody is stopped, or everybody.",
      mend: "Write US dollars per million tokens.",
      bad: {
        language: "typescript",
        source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini" } },
});
`,
        files: {
          "catalog.yaml": `models:
  openai/gpt-5.4-mini:
    price: { input: 0.00000075, output: 4.5 }
`,
        },
      },
      good: {
        language: "typescript",
        source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini" } },
});
`,
        files: {
          "catalog.yaml": `models:
  openai/gpt-5.4-mini:
    price: { input: 0.7, output: 4 }
`,
        },
      },
    },
  });

/** In digits, never as a power of ten. */
function plain(amount: number): string {
  return amount.toFixed(12).replace(/\.?0+$/, "");
}
