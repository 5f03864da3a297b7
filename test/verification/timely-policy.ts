/** Random policies whose targets have just the time that they need, or a millisecond too little: other policies seldom come so near. */
import { Random } from "../agreement/random.ts";
import type { EnumerablePolicy } from "./enumerable-policy.ts";
import { roomyTargetIds } from "./invented-targets.ts";
import { Mentions } from "./mentions.ts";
import { declaredMetadata, facets } from "./random-facts.ts";

export function timelyPolicy(seed: number): EnumerablePolicy {
  const random = new Random(seed);
  const mentions = new Mentions();
  const ask = facets.stream!(random, mentions);
  for (const id of roomyTargetIds) mentions.targets.add(id);
  const count = 2 + random.integer(roomyTargetIds.length - 1);
  const rule = `{ when: (r) => ${ask()}, use: ${strategy(random, 1 + random.integer(count))} },`;
  const typescript = [
    'import { balance, chain, cheapest, fastest, ms, policy } from "pointsman";',
    "export default policy({",
    `metadata: ${JSON.stringify(declaredMetadata)},`,
    'routes: { "main": { rules: [',
    ...(random.once(2) ? [rule] : []),
    "],",
    `otherwise: ${strategy(random, count)},`,
    `max: { inputTokens: 1000 }, ${time(random, count)},`,
    "} },",
    "invariants: {",
    `"claim 0": { survives: { ${random.pick(["providers", "targets"])}: ${random.once(4) ? 2 : 1} } },`,
    "},",
    "});\n",
  ].join("\n");
  return { seed, typescript, mentions, hasInvariants: true };
}

function strategy(random: Random, count: number): string {
  const first = random.integer(roomyTargetIds.length);
  const some = random.list(count, (i) => `"${roomyTargetIds[(first + i) % roomyTargetIds.length]}"`).join(", ");
  const kind = random.pick(["chain", "chain", "cheapest", "fastest", "balance"]);
  return kind === "chain" ? `chain(${some})` : `${kind}([${some}])`;
}

/** Of the deadline the last of so many is left with what it needs, or with almost that. */
function time(random: Random, count: number): string {
  const firstToken = random.pick([undefined, 20_000, 30_000]);
  const attempt = random.pick([undefined, 20_000, 45_000]);
  const needs = firstToken ?? 1_000;
  const least = attempt === undefined ? count * needs : (count - 1) * attempt + Math.min(needs, attempt);
  const limits = { deadline: least + random.pick([-1, -1, 0, 1]), attempt, firstToken };
  return Object.entries(limits)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ms(${value})`]))
    .join(", ");
}
