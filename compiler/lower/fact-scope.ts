/** `r` and everything that can be reached from it: the facts, and how conditions are made of them. */
import { type FactType, facts } from "../../schemas/facts.ts";
import { closest } from "../diagnostics/closest.ts";
import { unknownFact } from "../diagnostics/name/unknown-fact.ts";
import type { Evaluation } from "../load/typescript/evaluation.ts";
import type { Symbols, SymbolValue, Value } from "../load/value.ts";
import type { Origin } from "../source.ts";
import { conditionSymbols } from "./condition-symbols.ts";
import type { FactSymbol } from "./fact-symbol.ts";
import type { MetadataField } from "./ir.ts";

export interface FactScope {
  readonly evaluation: Evaluation;
  /** The value of `r`. */
  root(origin: Origin): SymbolValue;
}

/** The facts of a policy: the built-in ones and the metadata that it declares. */
export function factScope(metadata: readonly MetadataField[], evaluation: Evaluation): FactScope {
  const types = new Map<string, FactType>(Object.entries(facts).map(([name, spec]) => [name, spec.type]));
  for (const { name, values } of metadata) {
    types.set(`metadata.${name}`, values ? { kind: "enum", values } : { kind: "string" });
  }
  const groups = new Set([
    "",
    "metadata.",
    ...[...types.keys()].map((name) => name.slice(0, name.lastIndexOf(".") + 1)),
  ]);
  const member = (object: SymbolValue, name: string, at: Origin): Value => {
    const symbol = object.symbol as FactSymbol;
    const path = symbol.kind === "group" ? symbol.path + name : "";
    const type = types.get(path);
    if (type) return made({ kind: "fact", name: path, type }, at);
    if (symbol.kind === "group" && groups.has(`${path}.`)) return made({ kind: "group", path: `${path}.` }, at);
    if (symbol.kind !== "group") return symbols.call(object, name, [], at);
    return evaluation.report(unknownFact, { name: path, closest: closest(path, types.keys()) }, at);
  };
  const made = (symbol: FactSymbol, origin: Origin): SymbolValue => ({ kind: "symbol", symbol, symbols, origin });
  const symbols: Symbols = { ...conditionSymbols(evaluation, made), member };
  return { evaluation, root: (origin) => made({ kind: "group", path: "" }, origin) };
}
