/** Random predicates in the many ways in which a policy may spell a condition. */
import type { Random } from "../../agreement/random.ts";
import { randomCondition } from "../../agreement/random-condition.ts";
import type { World } from "../../agreement/world.ts";

/** What the predicates use. */
export const preamble: string = `
const any = (...tests) => (r) => tests.some((test) => test(r));
const all = (...tests) => (r) => tests.every((test) => test(r));
const not = (test) => (r) => !test(r);
const never = () => false;
const choose = (test, yes, no) => (r) => { if (test(r)) return yes(r); return no(r); };
const pick = ({ when, then: [yes, ...others], otherwise = never }) => (r) => (when(r) ? any(yes, ...others)(r) : otherwise(r));
const between = (from, to = from * 2) => (value) => value >= from && value < to;
function oneAfterTheOther(tests) { return tests.reduce((sum, test) => (r) => sum(r) || test(r), never); }
`;

/** An expression whose value is a predicate over the facts. */
export function randomPredicate(random: Random, world: World, depth: number): string {
  const atom = (): string => randomCondition(random, world, 0).text;
  if (depth === 0) return random.once(3) ? `(r) => ${choice(random, world)}` : `(r) => ${atom()}`;
  const part = (): string => randomPredicate(random, world, depth - 1);
  const kinds = [
    () => `any(${part()}, ${part()})`,
    () => `all(${random.list(1 + random.integer(3), part).join(", ")})`,
    () => `not(${part()})`,
    () => `choose(${part()}, ${part()}, ${part()})`,
    () => `pick({ when: ${part()}, then: [${part()}]${random.once(2) ? `, otherwise: ${part()}` : ""} })`,
    () => `oneAfterTheOther([${part()}, ${part()}])`,
    () => `(r) => [${part()}, ${part()}].${random.pick(["some", "every"])}((test) => test(r))`,
    () => `((limit) => (r) => r.inputTokens > limit || (${part()})(r))(${random.pick(world.numbers.inputTokens!)})`,
    () => `(r) => between(${random.integer(5)})(r.messages) ${random.pick(["&&", "||"])} (${part()})(r)`,
    () =>
      `(r) => { const a = (${part()})(r), { b, c = ${atom()} } = { b: ${atom()} }; if (a && b) { return ${atom()}; } else if (!a) { if (c) return b; } return a || c; }`,
    () => `({ stream, key: { team = "none" }, ...rest }) => stream || team === "red"`.replace(", ...rest", ""),
  ];
  return random.pick(kinds)();
}

/** Values that depend on a condition. */
function choice(random: Random, world: World): string {
  const test = randomCondition(random, world, 0).text;
  const [a, b] = [random.pick(world.numbers.inputTokens!), random.pick(world.numbers.inputTokens!)];
  return random.pick([
    `(${test} ? ${a} : ${b}) ${random.pick(["<", ">=", "==="])} r.inputTokens`,
    `(r.maxOutputTokens ?? ${random.pick(world.numbers.maxOutputTokens!)}) ${random.pick(["<", ">="])} 256`,
    `(r.key.team ?? "none") ${random.pick(["===", "!=="])} "${random.pick(["red", "none"])}"`,
    `["red", "none"].includes(r.key.team ?? r.key.env ?? "none")`,
    `(${test} ? r.key.team : r.key.env) === "${random.pick(["red", "test"])}"`,
  ]);
}
