/** Requests for embeddings: one text or many, or ids of tokens. */
import type { Random } from "../../../../agreement/random.ts";
import { WORD } from "../../policy/conditions.ts";
import type { Draft } from "../draft.ts";
import { describe, header } from "../metadata.ts";
import { usualText } from "../texts.ts";

export function draftEmbeddings(random: Random, draft: Draft): void {
  draft.add("model", draft.route);
  draft.add("input", inputOf(random, draft));
  if (random.once(4)) draft.add("dimensions", random.pick([2, 3, 8]));
  if (random.once(2)) draft.add("encoding_format", random.pick(["float", "base64"]));
  if (random.once(6)) draft.add("input_type", random.pick(["search_query", "search_document"]));
  if (random.once(2)) describe(random, draft, random.pick(["public", "pii"]));
  if (random.once(4)) header(draft, "customer", random.pick(["acme", "zeta", "omega"]));
}

/** The mark stands in each text, since a provider may get them apart. */
function inputOf(random: Random, draft: Draft): unknown {
  if (random.once(8)) {
    // Ids say nothing: the mark is the end user's name.
    draft.add("user", draft.marker);
    draft.needs.add("ids");
    return random.pick([
      [1, 2, 3],
      [[1, 2], [3]],
    ]);
  }
  draft.hasWord = random.once(4);
  const text = (more: string) => `${draft.marker} ${usualText(random, 3)}${more}`;
  const last = text(draft.hasWord ? ` ${WORD} DE89370400440532013000` : "");
  if (random.once(2)) return last;
  const before = random.pick([0, 1, 3, random.once(4) ? 110 : 5]);
  return [...random.list(before, () => text("")), last];
}
