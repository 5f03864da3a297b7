/** Random policies whose routes are for keys of some environments, with rules and claims that ask for them. */
import { Random } from "../agreement/random.ts";
import type { EnumerablePolicy } from "./enumerable-policy.ts";
import { facets } from "./random-facts.ts";
import { widePolicy } from "./wide-policy.ts";

/** The policy of the seed, most routes of which are for few keys; here and there a condition asks for an environment, too. */
export function envPolicy(seed: number): EnumerablePolicy {
  const written = widePolicy(seed, seed % 3 === 0);
  const random = new Random(seed * 11 + 5);
  const { mentions } = written;
  const ask = facets.env!(random, mentions);
  const asked = mentions.string("key.env").equals;
  const typescript = written.typescript
    .split("\n")
    .map((line) => {
      const isCondition = /^(\{ when: \(r\) => |"claim \d+": \{ when: \(r\) => )/.test(line);
      if (isCondition && random.once(2)) {
        const joined = random.pick(["&&", "&&", "||"]);
        return line.replace(
          /when: \(r\) => (.*?), (use|every|some|survives)/,
          `when: (r) => (${ask()}) ${joined} ($1), $2`,
        );
      }
      if (!line.startsWith("max: ") || random.once(5)) return line;
      const env = random.pick([["production"], ["test"], ["production", "test"], ["staging"]]);
      for (const one of env) asked.add(one);
      return `env: ${JSON.stringify(env)}, ${line}`;
    })
    .join("\n");
  return { ...written, typescript };
}
