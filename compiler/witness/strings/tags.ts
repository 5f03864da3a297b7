/** The tags of a caller's key, so that what is asked of them is so. */
import type { TextMethod } from "../../../semantics/facts/text-methods.ts";
import type { Column } from "../../regions/columns.ts";
import { askedWith } from "../../regions/fact-spec.ts";
import type { Cells, Columns } from "../../regions/search/point.ts";
import type { Work } from "../../regions/search/work.ts";
import { findText } from "../../regions/text/find-text.ts";
import { holds } from "../../regions/text/holds.ts";
import type { TextPredicate } from "../../regions/text/text-question.ts";
import type { Part } from "../part.ts";

/** What a column asks: whether some tag is so. */
interface Asked {
  readonly key: string;
  readonly predicate: TextPredicate;
}

/** As few as will do, sorted. A conflict names a question that some tag must answer, and those that no tag may. */
export function tagsFor(columns: Columns, cells: Cells, work: Work): Part<string[]> {
  const asked = [...cells].flatMap(([key, allowed]) => {
    const predicate = predicateOf(columns.get(key));
    return predicate === undefined || allowed === 0b11n ? [] : [{ key, predicate, must: allowed === 0b10n }];
  });
  const none = asked.filter(({ must }) => !must);
  const tags: string[] = [];
  // Tags that are named go first: one of them may answer the others.
  const some = asked.filter(({ must }) => must).sort((a, b) => rank(a) - rank(b));
  for (const one of some) {
    if (tags.some((tag) => holds(one.predicate, tag))) continue;
    const found = tagFor(one, none, work);
    if (found.kind !== "values") return found;
    tags.push(found.values);
  }
  return { kind: "values", values: tags.sort() };
}

function rank({ predicate }: Asked): number {
  return predicate.method === "equals" ? 0 : 1;
}

function tagFor(one: Asked, none: readonly Asked[], work: Work): Part<string> {
  const { predicate } = one;
  const isFine = (tag: string): boolean => holds(predicate, tag) && !none.some((other) => holds(other.predicate, tag));
  if (isFine(predicate.argument)) return { kind: "values", values: predicate.argument };
  const answer = findText({ must: [predicate], mustNot: none.map((other) => other.predicate) }, work);
  if (answer.kind === "text" && isFine(answer.text)) return { kind: "values", values: answer.text };
  if (answer.kind !== "none") return { kind: "unknown", why: "no tag was found that is as it is asked" };
  return { kind: "conflict", keys: [one.key, ...answer.mustNot.map((i) => none[i]!.key)] };
}

/** Undefined when the column asks nothing of tags. */
function predicateOf(column: Column | undefined): (TextPredicate & { argument: string }) | undefined {
  if (column?.kind !== "boolean" || column.argument === undefined) return undefined;
  const { argument } = column;
  if (column.fact === "key.tags") return { method: "equals", argument };
  const { fact, method } = askedWith(column.fact);
  return fact === "key.tags" ? { method: method as TextMethod, argument } : undefined;
}
