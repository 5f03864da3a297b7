/** A policy whose rules each have a bound of their own, so that one column has as many cells as there are rules. */
import { ROUTE } from "./adversarial.ts";

const TEAMS = 500;
const PLANS = 7;

export function distinctCutsPolicy(count: number): string {
  const lines = Array.from({ length: count }, (_, i) => {
    const asks = [
      `r.key.team === "t${i % TEAMS}"`,
      `r.inputTokens > ${1_000 + i * 13}`,
      `r.metadata.plan === "p${i % PLANS}"`,
    ];
    return `{ when: (r) => ${asks.join(" && ")}, use: "${i % 2 === 0 ? "economy" : "standard"}" },`;
  });
  const plans = Array.from({ length: PLANS }, (_, i) => `p${i}`);
  return `import { chain, policy } from "pointsman";
export default policy({
  metadata: { plan: ${JSON.stringify(plans)} },
  tiers: {
    economy: chain("openai/gpt-6-luna", "anthropic/claude-haiku-5-5"),
    standard: chain("openai/gpt-5.4-mini", "google/gemini-3.8-flash"),
  },
  routes: { ${ROUTE}: { rules: [\n${lines.join("\n")}\n], otherwise: "economy" } },
});
`;
}
