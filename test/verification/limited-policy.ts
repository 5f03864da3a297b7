/** Random policies with limits that are full now and then: what then serves stands in for every plan, as a spent budget's does. */
import { Random } from "../agreement/random.ts";
import type { EnumerablePolicy } from "./enumerable-policy.ts";
import { targetIds, timedTargetIds } from "./invented-targets.ts";
import { randomStrategy } from "./random-strategies.ts";
import { widePolicy } from "./wide-policy.ts";

/** The policy of the seed with one limit, which has something to go on with, or refuses, or is for some route. */
export function limitedPolicy(seed: number): EnumerablePolicy {
  const written = widePolicy(seed, seed % 2 === 0);
  const random = new Random(seed * 7 + 3);
  const { typescript, mentions } = written;
  const pool = mentions.clock ? [...targetIds.slice(0, 4), ...timedTargetIds] : targetIds;
  const some = random.list(2, () => random.pick(pool));
  const exhausted = random.once(8) ? 'reject(429, "Later.")' : randomStrategy(random, mentions, some, 1);
  const names = [...typescript.matchAll(/^"([^"]+)": \{ rules/gm)].map(([, name]) => name!);
  const routes = random.once(3) ? `, routes: ["${random.pick(names)}"]` : "";
  const limit = random.pick(['requests: 60, window: "minute"', "concurrency: 4"]);
  const limits = `limits: { calls: { per: (r) => r.key.id, ${limit}${routes}, exhausted: ${exhausted} } },`;
  const text = typescript.replace("export default policy({", `export default policy({\n${limits}`);
  return { ...written, typescript: text };
}
