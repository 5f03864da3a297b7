/** What `check` must say of some policies, since people rest on it as on a proof. */
import type { Compilation } from "../../../../compiler/index.ts";
import { compileFiles } from "../../../compiler/in-memory.ts";

interface ReportCase {
  /** What must hold. */
  readonly name: string;
  readonly policy: string;
  /** Of `alder/m0`, which is under the law of the US, and of `birch/m0` under that of DE. */
  readonly models?: readonly [object, object];
  readonly strict?: boolean;
  /** What is wrong with the report, if anything is. */
  readonly misses: (compilation: Compilation) => string | undefined;
}

const TODAY = "2026-11-20";

const written = (members: string) =>
  `import { chain, EU, policy, usd, type Target } from "pointsman";\nexport default policy({ ${members} });`;

const both = 'chain("alder/m0", "birch/m0")';
const small = "max: { inputTokens: 1000, outputTokens: 100 }";

const lacks =
  (...codes: readonly string[]) =>
  ({ diagnostics }: Compilation): string | undefined => {
    const missing = codes.filter((wanted) => !diagnostics.some(({ code }) => code === wanted));
    return missing.length === 0 ? undefined : `no ${missing.join(", no ")}`;
  };

const saysUs = ({ diagnostics }: Compilation) => {
  const refuted = diagnostics.find(({ code }) => code === "invariant/refuted");
  return refuted && /\bUS\b/.test(refuted.message) ? undefined : `it says "${refuted?.message}"`;
};

export const reportCases: readonly ReportCase[] = [
  {
    name: "a refutation says which value broke a claim that is a named function",
    policy: `import { chain, EU, policy, type Target } from "pointsman";
const isEuropean = (t: Target) => EU.includes(t.jurisdiction);
export default policy({ routes: { main: { otherwise: ${both}, ${small} } }, invariants: { law: { every: isEuropean } } });`,
    misses: saysUs,
  },
  {
    name: "a refutation says which value broke a claim that takes its target apart",
    policy: written(
      `routes: { main: { otherwise: ${both}, ${small} } }, invariants: { law: { every: ({ jurisdiction }) => EU.includes(jurisdiction) } }`,
    ),
    misses: saysUs,
  },
  {
    name: "of two findings at one place both are shown",
    policy: written(`routes: { main: { otherwise: ${both} } }`),
    models: [{ context: 131_072 }, { context: 16_384, retiresOn: "2026-12-20" }],
    misses: lacks("catalog/retiring-model", "chain/window-too-small"),
  },
];

/** What is missing in the reports, by case. */
export function missedReports(): string[] {
  return reportCases.flatMap(({ name, policy, models, strict = false, misses }) => {
    const files = { "routes.ts": policy, "catalog.yaml": overlayOf(models) };
    const missed = misses(compileFiles(files, { types: false, today: TODAY, strict }));
    return missed === undefined ? [] : [`${name}: ${missed}`];
  });
}

function overlayOf(models: ReportCase["models"] = [{ context: 131_072 }, { context: 131_072 }]): string {
  const provider = (jurisdiction: string) => ({ dialect: "openai", baseUrl: "http://127.0.0.1:9/v1", jurisdiction });
  return JSON.stringify({
    providers: { alder: provider("US"), birch: provider("DE") },
    models: { "alder/m0": models[0], "birch/m0": models[1] },
  });
}
