import { nearest } from "../diagnostics/closest.ts";
import { modelWithoutProvider } from "../diagnostics/name/model-without-provider.ts";
import { unknownModel } from "../diagnostics/name/unknown-model.ts";
import { unknownProvider } from "../diagnostics/name/unknown-provider.ts";
import { unknownTier } from "../diagnostics/name/unknown-tier.ts";
import type { Catalog } from "../load/catalog/open-catalog.ts";
import type { Evaluation } from "../load/typescript/evaluation.ts";
import type { Value } from "../load/value.ts";
import type { Origin } from "../source.ts";
import { lowerFactName } from "./fact-name.ts";
import type { FactScope } from "./fact-scope.ts";
import type { Action, Strategy, Target } from "./ir.ts";
import { defined, duration, entries, field, items, number, text } from "./read.ts";

/** What a strategy may name. */
export interface Names {
  readonly catalog: Catalog;
  readonly tiers: ReadonlySet<string>;
  readonly facts: FactScope;
  readonly evaluation: Evaluation;
}

/** A strategy with its names resolved; undefined when something in it has been reported. */
export function lowerStrategy(value: Value, names: Names): Strategy | undefined {
  const name = text(value);
  if (name !== undefined) return named(name, value.origin, names);
  const weights = field(value, "split");
  if (weights) return split(value, weights, names);
  for (const kind of ["cheapest", "fastest", "balance", "chain"] as const) {
    const parts = field(value, kind);
    if (parts) return ordered(kind, value, items(parts), names);
  }
  return ordered("chain", value, items(value), names);
}

export function lowerAction(value: Value, names: Names): Action | undefined {
  const status = number(field(value, "reject"));
  if (status !== undefined) {
    return { kind: "reject", status, message: text(field(value, "message")) ?? "", origin: value.origin };
  }
  const strategy = lowerStrategy(value, names);
  return strategy && { kind: "use", strategy, origin: value.origin };
}

/** A target by its id, or undefined when the catalog does not know it. */
export function findTarget(id: string, catalog: Catalog): Target | undefined {
  const slash = id.indexOf("/");
  const [providerId, modelId] = [id.slice(0, slash), id.slice(slash + 1)];
  const provider = catalog.provider(providerId, modelId);
  const model = provider && catalog.model(providerId, modelId);
  if (!model) return undefined;
  return { id, provider, modelId, model, ...(model.quality === undefined ? {} : { quality: model.quality }) };
}

type Ordered = "chain" | "cheapest" | "fastest" | "balance";

function ordered(kind: Ordered, value: Value, parts: readonly Value[], names: Names): Strategy | undefined {
  const of = complete(parts.map((part) => lowerStrategy(part, names)));
  if (!of) return undefined;
  if (kind === "chain") return { kind, of, origin: value.origin };
  if (kind !== "cheapest") return measured(kind, of, value, names);
  const quality = number(field(value, "quality"));
  return { kind, of, ...(quality === undefined ? {} : { quality }), origin: value.origin };
}

/** Undefined where what it is sticky by is no fact. */
function measured(kind: "fastest" | "balance", of: Strategy[], value: Value, names: Names): Strategy | undefined {
  const written = field(value, "sticky");
  const by = kind === "balance" && text(field(value, "by")) === "room" ? { by: "room" as const } : {};
  if (!written) return { kind, of, ...by, origin: value.origin };
  const fact = lowerFactName(written, names.facts);
  if (fact === undefined) return undefined;
  const sticky = { by: fact, ...defined({ lifetime: duration(field(value, "lifetime")) }), origin: written.origin };
  return { kind, of, ...by, sticky, origin: value.origin };
}

function split(value: Value, weights: Value, names: Names): Strategy | undefined {
  const parts = entries(weights).map(({ name, origin, value: weight }) => {
    const of = named(name, origin, names);
    return of && { weight: number(weight) ?? 0, of };
  });
  const resolved = complete(parts);
  const byValue = field(value, "by");
  const by = byValue ? lowerFactName(byValue, names.facts) : "key.id";
  return resolved && by ? { kind: "split", parts: resolved, by, origin: value.origin } : undefined;
}

function complete<T>(parts: readonly (T | undefined)[]): T[] | undefined {
  const there = parts.filter((part) => part !== undefined);
  return there.length === parts.length ? there : undefined;
}

/** A model has its provider before a slash; what has none is a tier. */
function named(name: string, origin: Origin, names: Names): Strategy | undefined {
  if (!name.includes("/")) return tier(name, origin, names);
  const target = lowerTarget(name, origin, names);
  return target && { kind: "target", target, origin };
}

function tier(name: string, origin: Origin, names: Names): Strategy | undefined {
  if (names.tiers.has(name)) return { kind: "tier", name, origin };
  const targets = names.catalog.allModelIds().filter((id) => id.slice(id.indexOf("/") + 1) === name);
  if (targets.length > 0) names.evaluation.report(modelWithoutProvider, { name, targets }, origin);
  else names.evaluation.report(unknownTier, { name, ...nearest(name, names.tiers) }, origin);
  return undefined;
}

/** A model by `provider/model`; undefined when there is none, which is reported. */
export function lowerTarget(id: string, origin: Origin, names: Names): Target | undefined {
  const found = findTarget(id, names.catalog);
  if (found) return found;
  const [provider = "", ...rest] = id.split("/");
  if (!names.catalog.provider(provider)) return unknown(id, provider, origin, names);
  const candidates = names.catalog.modelIds(provider).map((model) => `${provider}/${model}`);
  const model = rest.join("/");
  const near = nearest(id, candidates);
  const elsewhere = near.certain ? [] : atOthers(model, near.closest === undefined, names);
  names.evaluation.report(unknownModel, { id: model, provider, ...near, elsewhere }, origin);
  return undefined;
}

/** Targets of other providers with the model; where it may be misspelt, those with the nearest name. */
function atOthers(model: string, isMisspelt: boolean, { catalog }: Names): string[] {
  const nameOf = (id: string) => id.slice(id.indexOf("/") + 1);
  const all = catalog.allModelIds();
  const same = all.filter((id) => nameOf(id) === model);
  if (same.length > 0 || !isMisspelt) return same;
  const { closest } = nearest(model, new Set(all.map(nameOf)));
  return closest === undefined ? [] : all.filter((id) => nameOf(id) === closest);
}

/** Of an unknown provider the nearest one with this model, else the nearest id. */
function unknown(id: string, provider: string, origin: Origin, names: Names): undefined {
  const model = id.slice(provider.length + 1);
  const near = nearest(provider, names.catalog.providerIds());
  const isSame = near.closest !== undefined && names.catalog.model(near.closest, model) !== undefined;
  const likely = isSame ? { ...near, closest: `${near.closest}/${model}` } : nearest(id, names.catalog.allModelIds());
  names.evaluation.report(unknownProvider, { id, provider, ...likely }, origin);
}
