/** Facts that only the wide policies ask about. */

import type { Random } from "../agreement/random.ts";
import { readFacts } from "../reference/read-facts.ts";
import type { Mentions } from "./mentions.ts";
import type { AskFact } from "./random-facts.ts";

type Facet = (random: Random, mentions: Mentions) => AskFact;

const model: Facet = (random, mentions) => () => {
  const asked = mentions.string("model");
  const value = random.pick(["w-a", "w-b", "main", "w-b7"]);
  if (random.once(3)) {
    asked.starts.add("w-b");
    return 'r.model.startsWith("w-b")';
  }
  asked.equals.add(value);
  return random.once(3)
    ? `r.route === "${random.pick(["w-a", "main"])}"`
    : `r.model ${random.pick(["===", "!=="])} "${value}"`;
};

/** A comparison with exactly the sample of one of the values. */
const exact =
  (by: string, values: readonly string[]): Facet =>
  (random, mentions) => {
    const at = sampleOf(random.pick(values));
    return () => {
      mentions.exactSample(by, at);
      return `r.sample("${by}") ${random.pick(["<", "<=", ">", ">="])} ${at}`;
    };
  };

export function sampleOf(id: string): number {
  const request = { body: {}, key: { id, tags: [] }, metadata: {}, endpoint: "chat" as const, now: new Date(0) };
  return readFacts(request, "").sample("key.id");
}

export const wideFacets: Readonly<Record<string, Facet>> = {
  model,
  exactWeekday: exact("weekday", ["mon", "sat", "sun"]),
  exactPlan: exact("metadata.plan", ["free", "paid"]),
};
