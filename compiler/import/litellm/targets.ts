/** The model of a deployment as a target of ours. */
import type { Catalog } from "../../load/catalog/open-catalog.ts";
import { field, text } from "../../lower/read.ts";
import { findTarget } from "../../lower/strategy.ts";
import type { Span } from "../../source.ts";
import type { Link } from "../chain-checks.ts";
import { type ProviderNames, providerId, withProvider } from "../model-names.ts";
import type { OwnCatalog } from "../own-catalog.ts";
import { type Endpoint, ownTarget } from "./endpoints.ts";
import providerNames from "./provider-names.json" with { type: "json" };

const names: ProviderNames = providerNames;

/** What stands between provider and model only for LiteLLM's own sake. */
const detours = /^(converse|converse_like|invoke|models|chat|responses)\//;

/** What a deployment says of its model. */
export interface Written extends Endpoint {
  readonly model: string;
}

/** `provider/model`, whether the catalog knows it or not. What the catalog does not know is entered into the overlay. */
export function targetId(written: Written, catalog: Catalog, own: OwnCatalog): string {
  const { model, info, params } = written;
  const base = text(field(info, "base_model"));
  const id = idOf(model, text(field(params, "custom_llm_provider")), catalog);
  return ownTarget(id, base?.slice(base.lastIndexOf("/") + 1), written, catalog, own);
}

function idOf(model: string, provider: string | undefined, catalog: Catalog): string {
  const slash = model.indexOf("/");
  const written = provider ?? (slash > 0 ? model.slice(0, slash) : undefined);
  if (written === undefined) return withProvider(model, names, catalog);
  const rest = provider === undefined || model.startsWith(`${provider}/`) ? model.slice(slash + 1) : model;
  return `${providerId(written, names, catalog)}/${rest.replace(detours, "")}`;
}

export function linksOf(
  deployments: readonly { readonly id: string; readonly modelSpan: Span }[],
  catalog: Catalog,
): Link[] {
  return deployments.flatMap((deployment) => {
    const target = findTarget(deployment.id, catalog);
    return target ? [{ target, span: deployment.modelSpan }] : [];
  });
}
