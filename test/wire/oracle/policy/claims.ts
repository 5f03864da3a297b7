/** Claims about all requests, as data, as text, and as what they say of a target and a bill. */
import type { Random } from "../../../agreement/random.ts";
import { plain, randomScope, type WireCondition } from "./conditions.ts";
import { providers, type WireModel } from "./world.ts";

/** What is claimed of one target. Costs are USD, of one attempt. */
export type Predicate =
  | { readonly kind: "law" | "provider" | "model" | "id"; readonly of: readonly string[] }
  | { readonly kind: "cost"; readonly most: number; readonly hard: boolean }
  | { readonly kind: "either"; readonly of: readonly Predicate[] };

export type Claim = { readonly name: string; readonly when?: WireCondition } & (
  | { readonly kind: "every" | "some"; readonly predicate: Predicate }
  | { readonly kind: "survives"; readonly group: "providers" | "targets"; readonly count: number }
  | { readonly kind: "spends"; readonly most: number }
);

export interface ClaimSpace {
  readonly random: Random;
  readonly models: readonly WireModel[];
  /** USD: about what a request can cost. */
  readonly amounts: readonly number[];
}

export function randomClaims(space: ClaimSpace): Claim[] {
  const { random, amounts } = space;
  const ladder = [1, 1.6, 3, 8];
  const near = amounts.length > 0 ? random.pick(amounts) : 0.01;
  const costs = ladder.map((step, i): Claim => {
    const predicate: Predicate = { kind: "cost", most: rounded(near * step), hard: false };
    return { name: `cost ${i}`, kind: "every", predicate };
  });
  const sums = [2, 6, 20, 60].map((step, i): Claim => {
    const about = random.once(2) ? { when: plain } : {};
    if (i % 2 === 0) return { name: `spends ${i}`, ...about, kind: "spends", most: rounded(near * step) };
    const predicate: Predicate = { kind: "cost", most: rounded(near * step), hard: true };
    return { name: `hard cost ${i}`, ...about, kind: "every", predicate };
  });
  const others = random.list(3 + random.integer(3), (i) => ({ name: `claim ${i}`, ...randomClaim(space) }) as Claim);
  const outages: Claim[] = [
    { name: "one provider may fail", kind: "survives", group: "providers", count: 1 },
    { name: "one provider may fail plain requests", when: plain, kind: "survives", group: "providers", count: 1 },
    { name: "one target may fail plain requests", when: plain, kind: "survives", group: "targets", count: 1 },
    { name: "two providers may fail plain requests", when: plain, kind: "survives", group: "providers", count: 2 },
  ];
  return [...costs, ...sums, ...others, ...outages];
}

type Unnamed = { readonly when?: WireCondition } & Record<string, unknown>;

function randomClaim(space: ClaimSpace): Unnamed {
  const { random } = space;
  const when = random.once(2) ? { when: randomScope(random) } : {};
  const predicate = random.once(4)
    ? { kind: "either", of: [targetPredicate(space), targetPredicate(space)] }
    : targetPredicate(space);
  return { ...when, kind: random.once(3) ? "some" : "every", predicate };
}

function targetPredicate({ random, models }: ClaimSpace): Predicate {
  const some = (values: readonly string[]) => {
    const kept = values.filter(() => !random.once(3));
    return kept.length > 0 ? kept : [values[0]!];
  };
  switch (random.integer(4)) {
    case 0:
      return { kind: "provider", of: some(providers.map(({ id }) => id)) };
    case 1:
      return { kind: "id", of: some(models.map(({ id }) => id)) };
    case 2:
      return { kind: "model", of: random.once(2) ? ["m0"] : ["m0", "m1"] };
    default:
      return { kind: "law", of: random.pick([["DE", "FR"], ["US", "DE", "FR"], ["US"], ["DE"]]) };
  }
}

/** Whether the claim holds of a target that got a request, which may cost `cost` there. */
export function holdsOf(predicate: Predicate, { id, provider }: WireModel, cost: number): boolean {
  switch (predicate.kind) {
    case "law":
      return predicate.of.includes(provider.law);
    case "provider":
      return predicate.of.includes(provider.id);
    case "model":
      return predicate.of.includes(id.split("/")[1]!);
    case "id":
      return predicate.of.includes(id);
    case "cost":
      return cost <= predicate.most;
    case "either":
      return predicate.of.some((one) => holdsOf(one, { id, provider } as WireModel, cost));
    default:
      return predicate satisfies never;
  }
}

export function claimText(claim: Claim): string {
  const when = claim.when ? `when: (r) => ${claim.when.text}, ` : "";
  return `${JSON.stringify(claim.name)}: { ${when}${bodyText(claim)} },`;
}

function bodyText(claim: Claim): string {
  switch (claim.kind) {
    case "every":
    case "some":
      return `${claim.kind}: (t, r) => ${predicateText(claim.predicate)}`;
    case "survives":
      return `survives: { ${claim.group}: ${claim.count} }`;
    case "spends":
      return `spends: usd(${claim.most})`;
    default:
      return claim satisfies never;
  }
}

function predicateText(predicate: Predicate): string {
  switch (predicate.kind) {
    case "law":
      return `${JSON.stringify(predicate.of)}.includes(t.jurisdiction)`;
    case "provider":
    case "model":
    case "id":
      return `${JSON.stringify(predicate.of)}.includes(t.${predicate.kind})`;
    case "cost":
      return `t.${predicate.hard ? "hardCost" : "maxCost"}(r) <= usd(${predicate.most})`;
    case "either":
      return predicate.of.map(predicateText).join(" || ");
    default:
      return predicate satisfies never;
  }
}

function rounded(amount: number): number {
  return Number(amount.toPrecision(3));
}

export function mentionsCost(predicate: Predicate): boolean {
  return predicate.kind === "either" ? predicate.of.some(mentionsCost) : predicate.kind === "cost";
}
