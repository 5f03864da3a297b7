/** What a LiteLLM configuration says, with the place of every part. */
import type { Catalog } from "../../load/catalog/open-catalog.ts";
import type { Value } from "../../load/value.ts";
import { type Entry, entries, field, items, number, text } from "../../lower/read.ts";
import type { Span } from "../../source.ts";
import type { OwnCatalog } from "../own-catalog.ts";
import { amount, isOn } from "../settings.ts";
import { targetId } from "./targets.ts";

/** One entry of `model_list`. */
export interface Deployment {
  /** `model_name`: what clients ask for. */
  readonly group: string;
  readonly groupSpan: Span;
  /** `litellm_params.model` */
  readonly model: string;
  /** The target that it is here: `provider/model`. */
  readonly id: string;
  readonly modelSpan: Span;
  readonly params: Value;
  readonly info: Value | undefined;
  readonly tags: readonly string[];
  /** Lower ones are tried first. */
  readonly order: number | undefined;
  readonly value: Value;
}

export interface Fallback {
  readonly from: string;
  readonly fromSpan: Span;
  readonly to: readonly { readonly name: string; readonly span: Span }[];
}

export interface Alias {
  readonly name: string;
  readonly to: string;
  readonly span: Span;
}

export interface Config {
  readonly root: Value;
  readonly deployments: readonly Deployment[];
  readonly aliases: readonly Alias[];
  readonly fallbacks: readonly Fallback[];
  readonly contextFallbacks: readonly Fallback[];
  readonly contentFallbacks: readonly Fallback[];
  /** For every group that has no fallbacks of its own. */
  readonly defaultFallbacks: Fallback["to"];
  readonly filtersTags: boolean;
  /** A setting of the router: `router_settings` goes before `litellm_settings`. */
  setting(name: string): Value | undefined;
}

/** Enters into `own` what the catalog does not know. */
export function readConfig(root: Value, catalog: Catalog, own: OwnCatalog): Config {
  const setting = (name: string) =>
    field(field(root, "router_settings"), name) ?? field(field(root, "litellm_settings"), name);
  return {
    root,
    deployments: items(field(root, "model_list")).flatMap((item) => deployment(item, catalog, own)),
    aliases: entries(setting("model_group_alias")).flatMap(alias),
    fallbacks: fallbacks(setting("fallbacks")),
    contextFallbacks: fallbacks(setting("context_window_fallbacks")),
    contentFallbacks: fallbacks(setting("content_policy_fallbacks")),
    defaultFallbacks: named(setting("default_fallbacks")),
    filtersTags: isOn(setting("enable_tag_filtering")),
    setting,
  };
}

function deployment(value: Value, catalog: Catalog, own: OwnCatalog): Deployment[] {
  const params = field(value, "litellm_params");
  const [group, model] = [field(value, "model_name"), field(params, "model")];
  if (!params || !group || !model || text(group) === undefined || text(model) === undefined) return [];
  const info = field(value, "model_info");
  const written = { model: text(model)!, params, info, span: model.origin.span };
  return [
    {
      id: targetId(written, catalog, own),
      group: text(group)!,
      groupSpan: group.origin.span,
      model: text(model)!,
      modelSpan: model.origin.span,
      params,
      info,
      tags: items(field(params, "tags")).flatMap((tag) => text(tag) ?? []),
      order: amount(field(params, "order")),
      value,
    },
  ];
}

function alias({ name, origin, value }: Entry): Alias[] {
  const to = text(value) ?? text(field(value, "model"));
  return to === undefined ? [] : [{ name, to, span: origin.span }];
}

/** A list of maps with one entry each, or one map. */
function fallbacks(value: Value | undefined): Fallback[] {
  const maps = value?.kind === "list" ? value.items : [value];
  return maps.flatMap(entries).map(({ name, origin, value: to }) => ({
    from: name,
    fromSpan: origin.span,
    to: named(to),
  }));
}

function named(value: Value | undefined): { name: string; span: Span }[] {
  const list = value?.kind === "list" ? value.items : value ? [value] : [];
  return list.flatMap((item) => {
    const name = text(item) ?? text(field(item, "model"));
    return name === undefined ? [] : [{ name, span: item.origin.span }];
  });
}

/** The share of a deployment: `weight`, else `rpm`, else `tpm`; the same one for a whole group. */
export function shareOf(name: string, { params }: Deployment): number | undefined {
  return number(field(params, name)) ?? amount(field(params, name));
}
