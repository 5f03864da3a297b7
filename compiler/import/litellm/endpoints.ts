/** Where a deployment is reached, and with which key, where that is not what the catalog says. */

import type { ProviderFile } from "../../../schemas/catalog.ts";
import type { OverlayModel, OverlayProvider } from "../../../schemas/overlay.ts";
import type { Catalog } from "../../load/catalog/open-catalog.ts";
import type { Value } from "../../load/value.ts";
import { defined, field, text } from "../../lower/read.ts";
import { outOfRange } from "../../overlay/price-bounds.ts";
import type { Span } from "../../source.ts";
import type { OwnCatalog } from "../own-catalog.ts";
import { amount } from "../settings.ts";
import providerNames from "./provider-names.json" with { type: "json" };

export interface Endpoint {
  readonly params: Value;
  readonly info: Value | undefined;
  readonly span: Span;
}

/** The target of a deployment, entered into the overlay where the catalog alone does not have it. */
export function ownTarget(
  id: string,
  base: string | undefined,
  at: Endpoint,
  catalog: Catalog,
  own: OwnCatalog,
): string {
  const slash = id.indexOf("/");
  const provider = catalog.provider(id.slice(0, slash));
  if (!provider) return id;
  const model = id.slice(slash + 1);
  const place = placeOf(provider, at.params);
  const providerId = place ? own.provider(nameOf(provider.id, place, at.params), place, at.span) : provider.id;
  const target = `${providerId}/${model}`;
  const entry = modelOf(model, base, provider, place, at, catalog);
  if (entry) own.model(target, entry, at.span);
  return target;
}

/** Undefined when it is the catalog's own place. */
function placeOf(provider: ProviderFile, params: Value): OverlayProvider | undefined {
  const key = /^os\.environ\/([A-Z][A-Z0-9_]*)$/.exec(text(field(params, "api_key")) ?? "")?.[1];
  const env = key !== undefined && !provider.auth.env.includes(key) ? [key] : undefined;
  const { variables, baseUrl } = addressOf(provider, params);
  if (!env && !variables && !baseUrl) return undefined;
  const isElsewhere = baseUrl !== undefined && provider.hosting !== "self-hosted";
  if (isElsewhere && provider.dialect === providerNames.compatible) {
    const auth = { header: "Authorization", scheme: "Bearer", env: env ?? [] };
    return { dialect: provider.dialect, baseUrl, ...(env ? { auth } : {}), hosting: "self-hosted" };
  }
  return { like: provider.id, ...defined({ baseUrl, variables }), ...(env ? { auth: authOf(provider, env) } : {}) };
}

function authOf({ auth }: ProviderFile, env: string[]): NonNullable<OverlayProvider["auth"]> {
  const header = auth.header ?? "Authorization";
  const scheme = auth.header === undefined ? "Bearer" : auth.scheme;
  return { header, ...(scheme === undefined ? {} : { scheme }), env };
}

function addressOf(
  provider: ProviderFile,
  params: Value,
): { variables?: Record<string, string>; baseUrl?: string | undefined } {
  const named = { region: "aws_region_name", location: "vertex_location", project: "vertex_project" };
  const said = Object.entries(named).flatMap(([variable, key]) => {
    const value = text(field(params, key));
    const isLiteral = value !== undefined && !value.startsWith("os.environ/");
    return isLiteral && provider.variables?.[variable] ? [[variable, value] as const] : [];
  });
  const written = text(field(params, "api_base")) ?? text(field(params, "base_url"));
  const url = written?.replace(/\/+$/, "");
  const inUrl = url === undefined ? undefined : variablesIn(url, provider.baseUrl);
  const variables = { ...Object.fromEntries(said), ...inUrl };
  const isOwn =
    url !== undefined && /^https?:\/\//.test(url) && URL.canParse(url) && !inUrl && !isSame(url, provider.baseUrl);
  return { ...(Object.keys(variables).length > 0 ? { variables } : {}), ...(isOwn ? { baseUrl: url } : {}) };
}

/** With or without the version at the end. */
function isSame(url: string, known: string): boolean {
  return url.replace(/\/v\d\w*$/, "") === known.replace(/\/v\d\w*$/, "");
}

/** `https://acme.openai.azure.com` against `https://{resource}.openai.azure.com/…` gives the resource. */
function variablesIn(url: string, template: string): Record<string, string> | undefined {
  const host = /^https?:\/\/[^/]+/.exec(template)?.[0] ?? "";
  if (!host.includes("{")) return undefined;
  const escaped = host.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
  const pattern = new RegExp(`^${escaped.replace(/\{(\w+)\}/g, "(?<$1>[^./]+)")}(/|$)`);
  const groups = pattern.exec(url)?.groups;
  return groups && { ...groups };
}

function nameOf(provider: string, { variables, baseUrl, auth }: OverlayProvider, params: Value): string {
  const place = Object.values(variables ?? {})[0] ?? (baseUrl ? hostOf(baseUrl) : undefined);
  const key = auth?.env[0]?.toLowerCase().replace(/_?api_?key_?/, "-");
  const words = place ?? key ?? text(field(params, "model")) ?? "own";
  const clean = words
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  return clean.startsWith(provider) ? (clean === provider ? `${provider}-own` : clean) : `${provider}-${clean}`;
}

function hostOf(url: string): string {
  const { hostname, port } = new URL(url);
  const isNumbers = /^[\d.]+$/.test(hostname) || hostname === "localhost";
  return isNumbers ? `local${port ? `-${port}` : ""}` : hostname.split(".")[0]!;
}

/** A deployment with a name of its own, a model that the catalog does not have, or a price of one's own. */
function modelOf(
  model: string,
  base: string | undefined,
  provider: ProviderFile,
  place: OverlayProvider | undefined,
  { params, info }: Endpoint,
  catalog: Catalog,
): OverlayModel | undefined {
  const isNew = place !== undefined && place.like === undefined;
  const known = isNew ? undefined : catalog.model(provider.id, model);
  const like = base !== undefined && !known && catalog.model(provider.id, base) ? `${provider.id}/${base}` : undefined;
  const context = amount(field(info, "max_input_tokens")) ?? amount(field(info, "max_tokens"));
  const listed = (known ?? (like ? catalog.model(provider.id, base!) : undefined))?.price;
  const price = priceOf(params, info, listed);
  if (like) return { like, name: model, ...(price ? { price } : {}) };
  if (!known) return context === undefined ? undefined : { context, ...(price ? { price } : {}) };
  return price ? { price } : undefined;
}

/** USD per million tokens; undefined when it is absurd, or the catalog's. */
function priceOf(params: Value, info: Value | undefined, listed: OverlayModel["price"]): OverlayModel["price"] {
  const rate = (name: string) => amount(field(params, name)) ?? amount(field(info, name));
  const [input, output] = [rate("input_cost_per_token"), rate("output_cost_per_token")];
  if (input === undefined || output === undefined) return undefined;
  const price = { input: perMillion(input), output: perMillion(output) };
  if (outOfRange(price, listed).length > 0) return undefined;
  return price.input === listed?.input && price.output === listed.output ? undefined : price;
}

function perMillion(perToken: number): number {
  return Number((perToken * 1e6).toPrecision(9));
}
