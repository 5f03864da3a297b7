/** Policies about what is asked beside an answer: claims that hold of all that answers, and that a shadow may break. */
import type { Random } from "../../../agreement/random.ts";
import type { Claim, Predicate } from "./claims.ts";
import { personal, plain, type WireCondition } from "./conditions.ts";
import type { Themed } from "./themes.ts";
import { capableModel, type WireModel } from "./world.ts";

type Theme = (random: Random) => Themed;

const european = ["birch", "fir", "hazel", "cedar"];
const american = ["alder", "elm"];

const all = (ids: readonly string[], own: Partial<WireModel> = {}) => ids.map((id) => capableModel(id, 0, own));
const idsOf = (models: readonly WireModel[]) => models.map(({ id }) => id);

function every(name: string, predicate: Predicate, when?: WireCondition): Claim {
  return { name, kind: "every", predicate, ...(when && { when }) };
}

export const shadowThemes: Readonly<Record<string, Theme>> = {
  "what a shadow gets": (random) => {
    const own = all(random.list(2, () => random.pick(european)).filter((id, i, ids) => ids.indexOf(id) === i));
    const beside = all([random.pick(american)]);
    const inside = all([european.find((id) => !own.some(({ provider }) => provider.id === id))!]);
    // On terms that keep requests inside, the second one is asked in place of the first.
    const isKept = random.once(3);
    const shadow = { kind: "chain" as const, of: idsOf([...beside, ...inside]) };
    const rules = random.once(2) ? [{ when: personal, use: own[0]!.id }] : [];
    const route = {
      ...{ name: "main", rules, otherwise: { kind: "chain" as const, of: idsOf(own) }, shadow },
      ...(isKept && { jurisdictions: ["DE", "FR"] }),
      max: { inputTokens: 3_000, outputTokens: 200, choices: 2 },
    };
    const inEurope: Predicate = { kind: "law", of: ["DE", "FR"] };
    const claims = [
      every("it stays in Europe", inEurope),
      every("plain requests stay in Europe", inEurope, plain),
      every("what is personal stays in Europe", inEurope, personal),
      every("the answering ones get it", { kind: "id", of: idsOf(own) }),
      every("those of Europe get it", { kind: "id", of: idsOf([...own, ...inside]) }),
    ];
    return { models: [...own, ...beside, ...inside], routes: [route], claims };
  },
  "what a shadow costs": (random) => {
    const own = all(random.pick([["alder"], ["alder", "birch"]]), { price: { input: 0.02, output: 0.08 } });
    const times = random.pick([1, 20]);
    const beside = all(["fir"], { price: { input: 0.02 * times, output: 0.08 * times } });
    const max = { inputTokens: 1_000, outputTokens: random.pick([100, 2_000]), choices: 1 };
    const near = (max.inputTokens * 0.02 + max.outputTokens * 0.08) / 1e6;
    const otherwise = { kind: random.pick(["chain", "balance"] as const), of: idsOf(own) };
    const route = { name: "main", rules: [], otherwise, shadow: beside[0]!.id, max };
    const steps = [1, 1.5, 2, 2.5, 3, 4, 5, 8, 12, 20, 24, 40, 80, 160];
    const most = (step: number) => Number((near * step).toPrecision(3));
    const sums = steps.map((step): Claim => ({ name: `sum ${step}`, when: plain, kind: "spends", most: most(step) }));
    const costs = steps.map((step) => every(`cost ${step}`, { kind: "cost", most: most(step), hard: true }, plain));
    return { models: [...own, ...beside], routes: [route], claims: [...sums, ...costs], tricks: ["large limit"] };
  },
};
