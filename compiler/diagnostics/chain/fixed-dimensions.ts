import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

interface Fixed {
  readonly id: string;
  readonly wanted: number;
  /** Absent: it is not known. */
  readonly dims?: number | undefined;
}

export const fixedDimensions: DiagnosticKind<Fixed> = defineDiagnostic({
  code: "chain/fixed-dimensions",
  severity: "error",
  title: "A length of vectors that the model does not have",
  message: ({ id, wanted, dims }) =>
    `\`${id}\` cannot be asked for vectors of ${wanted} numbers: ${dims === undefined ? "they have one length alone" : `they have ${dims}`}`,
  help: ({ dims }) =>
    dims === undefined
      ? "Leave `dimensions` out of `set`, or name a model that can be asked for a length."
      : `Fix \`dimensions\` to ${dims}, leave it out, or name a model that can be asked for a length.`,
  page: {
    what: "`set` fixes `dimensions`, the length of the vectors, and a model of the route makes vectors of another length alone.",
    why: "Vectors of another length than the index has are of no use, so the model is not asked for them: every request that comes to it fails.",
    mend: "Fix the length that the model has, or none. Models that can be asked for a length take `dimensions` in their provider's documentation.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: { index: { otherwise: "openai/text-embedding-ada-002", set: { dimensions: 256 } } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: { index: { otherwise: "openai/text-embedding-3-small", set: { dimensions: 256 } } },
});
`,
    },
  },
});
