/** Much text, where few look for it, whatever API is spoken. */
import type { Random } from "../../../agreement/random.ts";
import { WORD } from "../policy/conditions.ts";
import type { Trick } from "./api.ts";
import { oddText, usualText } from "./texts.ts";

/** Half a megabyte seldom: counting it takes time. */
export function bulk(random: Random): string {
  const size = random.once(25) ? 500_000 : random.pick([4_000, 12_000, 40_000]);
  return usualText(random, 20)
    .repeat(Math.ceil(size / 600))
    .slice(0, size);
}

export const bulkTricks: Readonly<Record<string, Trick>> = {
  "large unknown member": (random, draft) =>
    draft.set(random.pick(["context", "system", "prediction", "documents", "instructions"]), bulk(random)),
  "large user": (random, draft) => draft.set("user", bulk(random)),
  "odd text": (random, draft) => {
    const { listName, withText } = draft.words;
    const said = draft.get(listName);
    if (!Array.isArray(said)) return;
    const odd = oddText(random, random.pick([100, 400, 1_500, 6_000]));
    draft.set(listName, [...said.slice(0, -1), withText(said.at(-1), (text) => `${odd} ${text}`)]);
  },
  "word after blanks": (random, draft) => {
    draft.hasWord = true;
    const blanks = " ".repeat(random.once(4) ? 262_144 : random.pick([500, 6_000]));
    draft.say(`${blanks}${WORD} ${draft.marker}`);
  },
};
