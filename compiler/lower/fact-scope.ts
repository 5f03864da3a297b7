/** `r` and everything that can be reached from it: the facts, and how conditions are made of them. */
import { type FactKey, type FactSpec, type FactType, facts } from "../../schemas/facts.ts";
import { nearest } from "../diagnostics/closest.ts";
import { unknownBudget } from "../diagnostics/name/unknown-budget.ts";
import { unknownFact } from "../diagnostics/name/unknown-fact.ts";
import { unknownModel } from "../diagnostics/name/unknown-model.ts";
import { unknownTier } from "../diagnostics/name/unknown-tier.ts";
import type { Evaluation } from "../load/typescript/evaluation.ts";
import type { SymbolValue, Value } from "../load/value.ts";
import type { Origin } from "../source.ts";
import { withChoices } from "./choices.ts";
import { conditionSymbols } from "./condition-symbols.ts";
import type { FactSymbol } from "./fact-symbol.ts";
import type { MetadataField } from "./ir.ts";
import { saidFact } from "./said-fact.ts";
import { uncalledLocal, zoneOf } from "./zone.ts";

export interface FactScope {
  readonly evaluation: Evaluation;
  /** The value of `r`. */
  root(origin: Origin): SymbolValue;
}

/** What a policy's facts may be about, beside the request. */
export interface FactNames {
  readonly metadata: readonly MetadataField[];
  readonly budgets: readonly string[];
  readonly tiers: readonly string[];
  /** Whether the catalog knows `provider/model`. */
  targets(id: string): boolean;
  /** Those that a misspelt id may have meant. */
  targetIds?(): Iterable<string>;
}

/** The facts of a policy: the built-in ones, and the metadata, budgets and tiers that it declares. */
export function factScope(names: FactNames, evaluation: Evaluation): FactScope {
  const types = factTypes(names.metadata);
  const groups = groupsOf(types.keys());

  const member = (object: SymbolValue, name: string, at: Origin): Value => {
    const symbol = object.symbol as FactSymbol;
    if (symbol.kind === "group" && symbol.path === "" && name === "local") return uncalledLocal(evaluation, at);
    if (symbol.kind !== "group") return symbols.call(object, name, [], at);
    const path = symbol.path + name;
    const key = types.has(`${symbol.pattern}*`) || groups.has(`${symbol.pattern}*.`);
    if (key && !knownKey(keyOf(symbol.pattern), name, names, evaluation, at)) return { kind: "invalid", origin: at };
    const pattern = symbol.pattern + (key ? "*" : name);
    const type = types.get(pattern);
    const spelled = symbol.spelled + (/^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`);
    if (type && takesFact(pattern)) return symbols.call(object, name, [], at);
    if (type) return made({ kind: "fact", name: path, type, spelled }, at);
    if (groups.has(`${pattern}.`))
      return made({ kind: "group", path: `${path}.`, pattern: `${pattern}.`, spelled }, at);
    const candidates = key ? [] : [...types.keys()].filter((known) => !known.includes("*"));
    return evaluation.report(unknownFact, { name: path, ...nearest(path, candidates) }, at);
  };
  const made = (symbol: FactSymbol, origin: Origin): SymbolValue => ({ kind: "symbol", symbol, symbols, origin });
  const asked = conditionSymbols(evaluation, made, types);
  const call: typeof asked.call = (object, method, args, at) => {
    const symbol = object.symbol as FactSymbol;
    const isLocal = symbol.kind === "group" && symbol.path === "" && method === "local";
    if (!isLocal) return asked.call(object, method, args, at);
    const zone = zoneOf(args, at, evaluation);
    const spelled = `r.local(${JSON.stringify(zone)})`;
    if (zone === undefined) return { kind: "invalid", origin: at };
    return made({ kind: "group", path: `local.${zone}.`, pattern: "local.*.", spelled }, at);
  };
  const symbols = withChoices({ ...asked, call, member }, made, evaluation);
  return { evaluation, root: (origin) => made({ kind: "group", path: "", pattern: "", spelled: "r" }, origin) };
}

/** By name, in which a `*` stands for a key. */
function factTypes(metadata: readonly MetadataField[]): Map<string, FactType> {
  const types = new Map<string, FactType>(Object.entries(facts).map(([name, spec]) => [name, spec.type]));
  for (const field of metadata) {
    const { values } = field;
    types.set(saidFact(field), values ? { kind: "enum", values } : { kind: "string" });
  }
  return types;
}

/** Every beginning of a name up to a dot. */
function groupsOf(names: Iterable<string>): ReadonlySet<string> {
  const groups = new Set(["metadata.", "headers."]);
  for (const name of names) {
    if (/^(?:metadata|headers)\./.test(name)) continue;
    for (let dot = name.indexOf("."); dot !== -1; dot = name.indexOf(".", dot + 1)) groups.add(name.slice(0, dot + 1));
  }
  return groups;
}

function keyOf(pattern: string): FactKey | undefined {
  return Object.entries<FactSpec>(facts).find(([name]) => name.startsWith(`${pattern}*`))?.[1].key;
}

function takesFact(name: string): boolean {
  return Object.hasOwn(facts, name) && facts[name as keyof typeof facts].takes !== undefined;
}

/** Whether the policy or the catalog has what a key names; a finding when it has not. */
function knownKey(
  key: FactKey | undefined,
  name: string,
  names: FactNames,
  evaluation: Evaluation,
  at: Origin,
): boolean {
  const { budgets, tiers, targets } = names;
  if (key === "zone") return true;
  if (key === "budget") {
    if (!budgets.includes(name)) evaluation.report(unknownBudget, { name, budgets, ...nearest(name, budgets) }, at);
    return budgets.includes(name);
  }
  if ((key === "tier-or-target" && tiers.includes(name)) || targets(name)) return true;
  if (key === "tier-or-target" && !name.includes("/")) {
    evaluation.report(unknownTier, { name, ...nearest(name, tiers) }, at);
  } else {
    const candidates = [...(names.targetIds?.() ?? [])];
    const slash = name.indexOf("/");
    const provider = candidates.some((id) => id.startsWith(name.slice(0, slash + 1))) ? name.slice(0, slash) : "";
    const parameters = provider ? { id: name.slice(slash + 1), provider } : { id: name };
    evaluation.report(unknownModel, { ...parameters, ...nearest(name, candidates) }, at);
  }
  return false;
}
