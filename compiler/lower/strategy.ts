import { closest } from "../diagnostics/closest.ts";
import { unknownModel } from "../diagnostics/name/unknown-model.ts";
import { unknownTier } from "../diagnostics/name/unknown-tier.ts";
import type { Catalog } from "../load/catalog/open-catalog.ts";
import type { Evaluation } from "../load/typescript/evaluation.ts";
import type { Value } from "../load/value.ts";
import type { Origin } from "../source.ts";
import type { Action, Strategy, Target } from "./ir.ts";
import { field, items, number, text } from "./read.ts";

/** What a strategy may name. */
export interface Names {
  readonly catalog: Catalog;
  readonly tiers: ReadonlySet<string>;
  readonly evaluation: Evaluation;
}

/** A strategy with its names resolved; undefined when something in it has been reported. */
export function lowerStrategy(value: Value, names: Names): Strategy | undefined {
  const name = text(value);
  if (name !== undefined)
    return name.includes("/") ? target(name, value.origin, names) : tier(name, value.origin, names);
  const of = items(field(value, "chain") ?? value).map((item) => lowerStrategy(item, names));
  const resolved = of.filter((strategy) => strategy !== undefined);
  return resolved.length === of.length ? { kind: "chain", of: resolved, origin: value.origin } : undefined;
}

export function lowerAction(value: Value, names: Names): Action | undefined {
  const status = number(field(value, "reject"));
  if (status !== undefined) {
    return { kind: "reject", status, message: text(field(value, "message")) ?? "", origin: value.origin };
  }
  const strategy = lowerStrategy(value, names);
  return strategy && { kind: "use", strategy, origin: value.origin };
}

function tier(name: string, origin: Origin, names: Names): Strategy | undefined {
  if (names.tiers.has(name)) return { kind: "tier", name, origin };
  names.evaluation.report(unknownTier, { name, closest: closest(name, names.tiers) }, origin);
  return undefined;
}

function target(id: string, origin: Origin, names: Names): Strategy | undefined {
  const found = findTarget(id, names.catalog);
  if (found) return { kind: "target", target: found, origin };
  const [providerId = "", ...rest] = id.split("/");
  const provider = names.catalog.provider(providerId) ? providerId : undefined;
  const candidates = provider
    ? names.catalog.modelIds(provider).map((model) => `${provider}/${model}`)
    : names.catalog.allModelIds();
  const parameters = { id: provider ? rest.join("/") : id, provider, closest: closest(id, candidates) };
  names.evaluation.report(unknownModel, parameters, origin);
  return undefined;
}

function findTarget(id: string, catalog: Catalog): Target | undefined {
  const slash = id.indexOf("/");
  const provider = catalog.provider(id.slice(0, slash));
  const modelId = id.slice(slash + 1);
  const model = provider && catalog.model(provider.id, modelId);
  return model && { id, provider, modelId, model };
}
