/** What a LiteLLM configuration says, with the place of every part. */
import type { Value } from "../../load/value.ts";
import { type Entry, entries, field, items, text } from "../../lower/read.ts";
import type { Span } from "../../source.ts";
import { amount, isOn } from "../settings.ts";
import type { Places } from "./places.ts";
import { limiting } from "./target-limits.ts";
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
  /** For every group that has no fallbacks of its own: those of `*`, else the default ones. */
  readonly defaultFallbacks: Fallback["to"];
  readonly filtersTags: boolean;
  /** A setting of the router: `router_settings` goes before `litellm_settings`. */
  setting(name: string): Value | undefined;
}

/** Enters into the overlay what the catalog does not know. */
export function readConfig(root: Value, places: Omit<Places, "isLimited">): Config {
  const setting = (name: string) =>
    field(field(root, "router_settings"), name) ?? field(field(root, "litellm_settings"), name);
  const general = fallbacks(setting("fallbacks"));
  const forAll = [
    ...items(setting("fallbacks")).flatMap((item) => (item.kind === "literal" ? named(item) : [])),
    ...general.flatMap(({ from, to }) => (from === "*" ? to : [])),
  ];
  const isLimited = limiting.has(text(setting("routing_strategy")) ?? "");
  return {
    root,
    deployments: items(field(root, "model_list")).flatMap((item) => deployment(item, { ...places, isLimited })),
    aliases: entries(setting("model_group_alias")).flatMap((entry) => alias(entry, places.findings)),
    fallbacks: general.filter(({ from }) => from !== "*"),
    contextFallbacks: fallbacks(setting("context_window_fallbacks")),
    contentFallbacks: fallbacks(setting("content_policy_fallbacks")),
    defaultFallbacks: forAll.length > 0 ? forAll : named(setting("default_fallbacks")),
    filtersTags: isOn(setting("enable_tag_filtering")),
    setting,
  };
}

function deployment(value: Value, places: Places): Deployment[] {
  const params = field(value, "litellm_params");
  const [group, model] = [field(value, "model_name"), field(params, "model")];
  if (!params || !group || !model || text(group) === undefined || text(model) === undefined) return [];
  const info = field(value, "model_info");
  const written = { model: text(model)!, params, info, span: model.origin.span };
  places.findings.carried(group);
  return [
    {
      id: targetId(written, places),
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

function alias({ name, origin, value }: Entry, findings: Places["findings"]): Alias[] {
  const to = text(value) ?? text(field(value, "model"));
  findings.carried(value.kind === "record" ? field(value, "model") : value);
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
export function shareOf(name: string, { params, info }: Deployment): number | undefined {
  return amount(field(params, name) ?? field(info, name));
}
