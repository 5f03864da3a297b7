/** What literals say of each other, without a search. */
import type { Work } from "../search/work.ts";
import type { Asked } from "./exact-text.ts";
import { holds } from "./holds.ts";
import type { TextPredicate } from "./text-question.ts";

/** One or two of them that no text gets right. */
export function excludedByRule(asked: readonly Asked[], work: Work): Asked[] | undefined {
  const single = asked.find(({ predicate, wanted }) => !wanted && alwaysHolds(predicate));
  if (single) return [single];
  const wanted = asked.filter((each) => each.wanted && each.predicate.method !== "matches");
  for (const [i, one] of wanted.entries()) {
    for (const other of asked) {
      work.spend(1);
      if (other.wanted && wanted.indexOf(other) <= i) continue;
      if (other.wanted ? exclude(one.predicate, other.predicate) : implies(one.predicate, other.predicate))
        return [one, other];
    }
  }
  return undefined;
}

/** Known to hold for every text. */
export function alwaysHolds({ method, argument }: TextPredicate): boolean {
  return argument === "" && (method === "includes" || method === "startsWith" || method === "endsWith");
}

/** Known never to hold together. For two literals, it is known. */
export function exclude(a: TextPredicate, b: TextPredicate): boolean {
  if (a.method === "equals") return !holds(b, a.argument);
  if (b.method === "equals") return !holds(a, b.argument);
  if (a.method !== b.method) return false;
  const [short, long] = a.argument.length < b.argument.length ? [a.argument, b.argument] : [b.argument, a.argument];
  if (a.method === "startsWith") return !long.startsWith(short);
  return a.method === "endsWith" && !long.endsWith(short);
}

/** Known that where `a` holds, `b` does. For two literals, it is known. */
export function implies(a: TextPredicate, b: TextPredicate): boolean {
  if (a.method === "equals") return holds(b, a.argument);
  if (alwaysHolds(b)) return true;
  if (a.method === "matches" || b.method === "matches") return a.method === b.method && a.argument === b.argument;
  if (b.method === "includes") return a.argument.includes(b.argument);
  return a.method === b.method && holds(b, a.argument);
}
