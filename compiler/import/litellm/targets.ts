/** The model of a deployment as a target of ours. */
import type { Catalog } from "../../load/catalog/open-catalog.ts";
import { field, text } from "../../lower/read.ts";
import { findTarget } from "../../lower/strategy.ts";
import type { Span } from "../../source.ts";
import { variableName } from "../addresses.ts";
import type { Link } from "../chain-checks.ts";
import { type ProviderNames, providerId, withProvider } from "../model-names.ts";
import { ownTarget } from "./endpoints.ts";
import type { Endpoint, Places } from "./places.ts";
import providerNames from "./provider-names.json" with { type: "json" };

const names: ProviderNames = providerNames;

/** What stands between provider and model only for LiteLLM's own sake. */
const detours = /^(converse|converse_like|invoke|models|chat|responses)\//;

/** What a deployment says of its model. */
export interface Written extends Endpoint {
  readonly model: string;
}

/** `provider/model`, whether the catalog knows it or not. What the catalog does not know is entered into the overlay. */
export function targetId(written: Written, places: Places): string {
  const { model, info, params } = written;
  const base = text(field(info, "base_model"));
  const provider = field(params, "custom_llm_provider");
  const variable = variableIn(model);
  const name = variable === undefined ? model : model.slice(0, prefix(model).length) + variable;
  const id = idOf(name, text(provider), places.catalog);
  places.findings.carried(provider);
  return ownTarget(id, base?.slice(base.lastIndexOf("/") + 1), { ...written, variable }, places);
}

/** The provider before a model that a variable says, such as `openai/os.environ/MODEL`. */
function prefix(model: string): string {
  return /^[\w-]+\/(?=os\.environ\/|\$)/.exec(model)?.[0] ?? "";
}

function variableIn(model: string): string | undefined {
  return variableName(model.slice(prefix(model).length));
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
