/**
 * What a check came to. What was drawn may not be left out for what it would have shown: whatever could not be compared is wrong, but for
 * what was not compared because of a judge that had no time, whichever answers it had been given.
 */
import type { Compared } from "./compared.ts";

/** `none`: no check. */
export type CheckOutcome = "right" | "wrong" | "none";

export type JudgeWord =
  /** Scores from 0 to 10. */
  | { readonly kind: "scored"; readonly kept: number; readonly fresh: number }
  | { readonly kind: "unreadable" }
  /** Why it was not asked, or how asking it failed. */
  | { readonly kind: "unjudged"; readonly why: string };

/** What an answer may score less than the model's own, and be as good: judges do not score alike twice. */
const LEEWAY = 1;

/** Of a judge itself, or of what it may spend: the same for any two answers. */
const OF_THE_JUDGE: ReadonlySet<string> = new Set([
  ...["busy", "down", "full"],
  ...["connect", "rate-limited", "quota", "overloaded", "auth", "not-found", "over-budget", "over-limit", "cancelled"],
]);

/** `word`: absent where there is no judge, or where none was needed. */
export function outcomeOf(compared: Compared, word?: JudgeWord): CheckOutcome {
  if (compared !== "undecided") return compared === "same" ? "right" : "wrong";
  switch (word?.kind) {
    case "scored":
      return word.kept >= word.fresh - LEEWAY ? "right" : "wrong";
    case "unjudged":
      return OF_THE_JUDGE.has(word.why) ? "none" : "wrong";
    case "unreadable":
    case undefined:
      return "wrong";
  }
}
