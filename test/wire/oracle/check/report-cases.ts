/** What `check` must say of some policies, since people rest on it as on a proof. */
import type { Compilation } from "../../../../compiler/index.ts";
import { compileFiles } from "../../../compiler/in-memory.ts";
import { untoldGiveUps } from "./untold-give-ups.ts";

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
  `import { balance, chain, EU, policy, usd, type Target } from "pointsman";\nexport default policy({ ${members} });`;

const both = 'chain("alder/m0", "birch/m0")';
const small = "max: { inputTokens: 1000, outputTokens: 100 }";

const priced = (input: number, output: number) => ({ context: 131_072, price: { input, output } });
const budget = (more: string) => `budgets: { team: { per: (r) => r.key.team, limit: usd(9), window: "day"${more} } }`;

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
  {
    name: "a target that is too small for what another one of its plan takes is found in any plan",
    policy: written(
      `routes: { main: { otherwise: ${both.replace("chain(", "balance([").replace(")", "])")}, max: { inputTokens: 100_000, outputTokens: 100 } } }`,
    ),
    models: [{ context: 131_072 }, { context: 16_384 }],
    misses: lacks("chain/window-too-small"),
  },
  {
    name: "a context is held against input and output together",
    policy: written(`routes: { main: { otherwise: ${both}, max: { inputTokens: 128_000, outputTokens: 16_000 } } }`),
    misses: lacks("chain/none-left"),
  },
  {
    name: "a dear target of `exhausted` is found wherever it stands",
    policy: written(
      `routes: { main: { otherwise: "birch/m0", ${small} } }, ${budget(', exhausted: chain("alder/m0", "birch/m0")')}`,
    ),
    models: [priced(10, 20), priced(1, 2)],
    misses: lacks("cost/dearer-exhausted"),
  },
  {
    name: "the target of a rule that decides only when a budget is spent is never tried",
    policy: written(
      `routes: { main: { rules: [{ when: (r) => r.budget.team.ratio >= 1, use: "alder/m0" }], otherwise: "birch/m0", ${small} } }, ${budget("")}`,
    ),
    models: [priced(1, 2), priced(1, 2)],
    misses: lacks("chain/dead-target"),
  },
  {
    name: "an embedder takes what its route lets in",
    policy: written(
      `routes: { main: { otherwise: ${both}, max: { inputTokens: 9_000 }, cache: { semantic: { embedder: "mistral/mistral-embed", maxWrongHitRate: 0.01 } } } }`,
    ),
    misses: lacks("cache/small-embedder"),
  },
  {
    name: "a part of a condition that the bounds of the route decide changes nothing",
    policy: written(
      `routes: { main: { rules: [{ when: (r) => r.inputTokens < 2_000 && r.stream, use: "alder/m0" }], otherwise: ${both}, ${small} } }`,
    ),
    misses: lacks("reach/redundant-part"),
  },
];

/** What is missing in the reports, by case. */
export function missedReports(): string[] {
  const missed = reportCases.flatMap(({ name, policy, models, strict = false, misses }) => {
    const files = { "routes.ts": policy, "catalog.yaml": overlayOf(models) };
    const missed = misses(compileFiles(files, { types: false, today: TODAY, strict }));
    return missed === undefined ? [] : [`${name}: ${missed}`];
  });
  return [...missed, ...untoldGiveUps()];
}

function overlayOf(models: ReportCase["models"] = [{ context: 131_072 }, { context: 131_072 }]): string {
  const provider = (jurisdiction: string) => ({ dialect: "openai", baseUrl: "http://127.0.0.1:9/v1", jurisdiction });
  return JSON.stringify({
    providers: { alder: provider("US"), birch: provider("DE") },
    models: { "alder/m0": models[0], "birch/m0": models[1] },
  });
}
