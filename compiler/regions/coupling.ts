/** Facts that are read from the same part of a request, so that one may say something about the other. */
import type { Atom } from "../lower/ir.ts";
import { columnKey } from "./columns.ts";
import { askedWith } from "./fact-spec.ts";

/** Atoms of different groups can hold in any combination. */
export function coupling(atom: Atom): string {
  const key = columnKey(atom);
  const group = known.get(key) ?? groupOf(atom);
  known.set(key, group);
  return group;
}

const known = new Map<string, string>();

function groupOf(atom: Atom): string {
  // A sample is drawn from the value of the fact that it is asked with.
  if (atom.fact === "sample" && "argument" in atom) return atom.argument ?? "";
  const { fact } = "argument" in atom && atom.argument !== undefined ? askedWith(atom.fact) : atom;
  if (content.test(fact)) return "content";
  const [root = "", key = ""] = fact.split(".");
  if (root === "local" || root === "hour" || root === "weekday") return "clock";
  return root === "budget" ? `budget.${key}` : fact.replace(/\.p\d+$/, "");
}

const content = /^(inputTokens|messages|turns|tools|images|hasCode|text|needs|choices|parameters|sends)\b/;
