/** Whether an answer that was kept says what the model says now, as far as that can be told without asking anybody. */
import { type Answer, callsOf, textOf } from "../../../operations/chat/answer.ts";
import { compareJson } from "./compare-json.ts";
import type { Compared } from "./compared.ts";
import { plainText } from "./plain-text.ts";

/** Words, and characters, of an answer that is a label or a name. */
const MOST_WORDS = 3;
const MOST_LETTERS = 72;
const words = new Intl.Segmenter("en", { granularity: "word" });

/** Both are whole. */
export function compareAnswers(kept: Answer, fresh: Answer): Compared {
  if (!isPlain(kept) || !isPlain(fresh)) return "different";
  const [one, other] = [textOf(kept.parts, "text"), textOf(fresh.parts, "text")];
  if (one.trim() === other.trim()) return "same";
  const asJson = compareJson(one, other);
  if (asJson !== undefined) return asJson;
  const [plain, otherPlain] = [plainText(one), plainText(other)];
  // Nothing but signs is left of both: they are compared as they are.
  if (plain === "" || otherPlain === "") return "different";
  if (plain === otherPlain && isShort(plain)) return "same";
  return isShort(plain) && isShort(otherPlain) ? "different" : "undecided";
}

/** A text that ended by itself. What refuses or calls is no answer that is kept: the other one is another. */
function isPlain({ parts, finish }: Answer): boolean {
  return finish === "stop" && callsOf(parts).length === 0 && textOf(parts, "refusal") === "";
}

function isShort(plain: string): boolean {
  if (plain.length > MOST_LETTERS) return false;
  return [...words.segment(plain)].filter(({ isWordLike }) => isWordLike).length <= MOST_WORDS;
}
