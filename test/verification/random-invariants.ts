/** Random claims about a policy's plans, as text. */
import type { Random } from "../agreement/random.ts";
import type { PolicyMax } from "./body-parts.ts";
import { entryOf } from "./invented-targets.ts";
import type { Mentions } from "./mentions.ts";

/** What a policy is made of. */
export interface Invented {
  readonly random: Random;
  readonly mentions: Mentions;
  readonly targets: readonly string[];
  readonly max: PolicyMax;
  /** A condition over the policy's facts. */
  readonly ask: () => string;
}

export function randomInvariants(invented: Invented): string[] {
  const { random, ask } = invented;
  const lines = random.list(1 + random.integer(3), (i) => {
    const when = random.once(3) ? `when: (r) => ${ask()}, ` : "";
    return `"claim ${i}": { ${when}${claim(invented)} },`;
  });
  return ["invariants: {", ...lines, "},"];
}

function claim(invented: Invented): string {
  const { random } = invented;
  switch (random.integer(6)) {
    case 0:
    case 1:
      return `survives: { ${random.pick(["providers", "targets"])}: ${random.once(3) ? 2 : 1} }`;
    case 2:
      return `some: (t, r) => ${ofTarget(invented)}`;
    default:
      return `every: (t, r) => ${random.once(4) ? `${ofTarget(invented)} || ${ofTarget(invented)}` : ofTarget(invented)}`;
  }
}

function ofTarget(invented: Invented): string {
  const { random, mentions, targets, ask } = invented;
  switch (random.integer(7)) {
    case 0:
      return `["US", "DE"].includes(t.jurisdiction)`;
    case 1:
      return `t.jurisdiction !== "${random.pick(["CN", "US", "FR"])}"`;
    case 2:
      return `t.context >= ${random.pick([600, 601, 2_000, 8_000, 20_000])}`;
    case 3:
      return `(t.id !== "${random.pick(targets)}" || ${ask()})`;
    default:
      mentions.costs = true;
      return `t.maxCost(r) ${random.once(2) ? "<" : "<="} usd(${amount(invented)})`;
  }
}

/** What a rule allows, or what some target can cost. */
function amount({ random, mentions, targets, max }: Invented): number {
  const allowed = [...mentions.costLimits];
  return allowed.length > 0 && random.once(2) ? random.pick(allowed) : costNear(random, targets, max);
}

/** What some target can cost, exactly, or a little more or less. */
export function costNear(random: Random, targets: readonly string[], max: PolicyMax): number {
  const { price, maxOutput, maxInput, context } = entryOf(random.pick(targets)).model;
  const input = Math.min(maxInput ?? context, max.inputTokens ?? context);
  const output = Math.min(maxOutput ?? context, max.outputTokens ?? context);
  const tier = price?.tiers?.findLast(({ above }) => input > above);
  const rates = { ...price, ...tier };
  const answers = max.choices ?? 1;
  const corner = input * Math.max(rates.input ?? 0, rates.cacheWrite ?? 0) + answers * output * (rates.output ?? 0);
  return random.pick([corner, corner, corner - 1, corner + 1, corner / 2]) / 1e6;
}
