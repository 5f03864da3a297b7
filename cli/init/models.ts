/** Which models a first policy names: good current ones of the providers whose keys are set. */

import { servesChat } from "../../compiler/catalog/serves-chat.ts";
import type { Catalog } from "../../compiler/load/catalog/open-catalog.ts";
import type { ModelEntry, ProviderFile } from "../../schemas/catalog.ts";
import preferences from "./preferences.json" with { type: "json" };

export interface FirstModels {
  /** For hard requests, and for the others: `provider/model`, one for each provider. */
  readonly strong: readonly string[];
  readonly quick: readonly string[];
  /** The variables with keys that were found; empty: common providers were taken. */
  readonly variables: readonly string[];
}

/** Of each provider only models are looked at that came out so many days before its newest, or later. */
const RECENT = 120;
/** USD for a million tokens of output: what is dearer is for special work. */
const DEAREST = 25;
const MOST_PROVIDERS = 4;

/** `today`: YYYY-MM-DD. */
export function firstModels(
  catalog: Catalog,
  env: Readonly<Record<string, string | undefined>>,
  today: string,
): FirstModels {
  const usable = catalog.providerIds().filter((id) => newest(id, catalog, today).length > 0);
  const withKey = usable.flatMap((id) => {
    const variable = keyOf(catalog.provider(id), env);
    return variable === undefined ? [] : [{ id, variable }];
  });
  const known = inOrder(withKey.map(({ id }) => id)).slice(0, MOST_PROVIDERS);
  const ids = known.length > 0 ? known : preferences.common.filter((id) => usable.includes(id));
  const models = ids.map((id) => ({ id, models: newest(id, catalog, today) }));
  return {
    strong: models.map(({ id, models }) => `${id}/${strongest(models)}`),
    quick: models.map(({ id, models }) => `${id}/${cheapest(models)}`),
    variables: withKey.filter(({ id }) => known.includes(id)).map(({ variable }) => variable),
  };
}

/** Common ones first, the others by name. */
function inOrder(ids: readonly string[]): string[] {
  const { common } = preferences;
  return [...common.filter((id) => ids.includes(id)), ...ids.filter((id) => !common.includes(id))];
}

/** The variable that is set; providers that need more than a key are left out. */
function keyOf(
  provider: ProviderFile | undefined,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  if (!provider || provider.variables || provider.auth.signing) return undefined;
  return provider.auth.env.find((name) => env[name]);
}

interface Candidate {
  readonly name: string;
  /** USD for a million tokens. */
  readonly output: number;
  /** Since 1970. */
  readonly day: number;
}

/** The newest first. */
function newest(provider: string, catalog: Catalog, today: string): Candidate[] {
  const models = catalog.modelIds(provider).flatMap((name) => {
    const model = catalog.model(provider, name);
    if (!model || !isGood(model, today)) return [];
    return [{ name, output: model.price!.output!, day: Date.parse(model.releaseDate ?? "") / 86_400_000 }];
  });
  const last = Math.max(...models.map(({ day }) => day));
  return models.filter(({ day }) => day >= last - RECENT).sort((a, b) => b.day - a.day);
}

function isGood(model: ModelEntry, today: string): boolean {
  const { status, caps, price, retiresOn, snapshotOf } = model;
  const isCurrent = status === "active" && snapshotOf === undefined && (retiresOn ?? "9999") > nextYear(today);
  const isPriced = price?.input !== undefined && price.output !== undefined && price.output <= DEAREST;
  return servesChat(model) && isCurrent && isPriced && caps?.tools === true;
}

function nextYear(today: string): string {
  return `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`;
}

/** The newest that is not one of the cheap ones: price goes with strength, and so does age against it. */
function strongest(models: readonly Candidate[]): string {
  const most = Math.max(...models.map(({ output }) => output));
  return models.find(({ output }) => output >= most / 3)!.name;
}

function cheapest(models: readonly Candidate[]): string {
  return models.toSorted((a, b) => a.output - b.output)[0]!.name;
}
