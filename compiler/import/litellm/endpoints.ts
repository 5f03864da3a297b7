/** Where a deployment is reached, and with which key, where that is not what the catalog says. */

import type { ProviderFile } from "../../../schemas/catalog.ts";
import type { OverlayProvider } from "../../../schemas/overlay.ts";
import { nearest } from "../../diagnostics/closest.ts";
import type { Value } from "../../load/value.ts";
import { defined, entries, field, text } from "../../lower/read.ts";
import { UNKNOWN } from "../../overlay/check-overlay-shape.ts";
import { addressOf, compatible, nameAt, tidy, variableName } from "../addresses.ts";
import type { Findings } from "../findings.ts";
import { ownModel } from "./own-models.ts";
import type { Endpoint, Places } from "./places.ts";

/** The target of a deployment, entered into the overlay where the catalog alone does not have it. */
export function ownTarget(id: string, base: string | undefined, at: Endpoint, places: Places): string {
  const { catalog, own, findings } = places;
  const { params } = at;
  const slash = id.indexOf("/");
  const [named, model] = [id.slice(0, slash), id.slice(slash + 1)];
  const written = addressIn(params);
  const listed = catalog.provider(named);
  const address = written && addressOf(text(written) ?? "", listed, catalog);
  const provider = address?.kind === "known" ? catalog.provider(address.provider) : listed;
  if (!provider && address?.kind !== "own") {
    if (named === "" || nearest(named, catalog.providerIds()).certain) return id;
    return unlisted(named, model, at, places);
  }
  if (address) findings.carried(written);
  const place = placeOf(provider, address?.kind === "own" ? address.baseUrl : undefined, at, {
    ...places,
    variables: address?.kind === "variables" ? address.variables : {},
  });
  const providerId = place ? own.provider(nameOf(named, place, params), place, at.span) : (provider?.id ?? named);
  const target = `${providerId}/${model}`;
  if (model.includes("*")) return target;
  const entry = ownModel({ model, base, provider, place, at }, places);
  const holds =
    entry === undefined ||
    (entry.kind === "open"
      ? own.open(target, entry.known, at.span, entry.note)
      : own.model(target, entry.entry, at.span));
  if (!holds) sayOtherFacts(target, at, findings);
  return target;
}

/** At a provider that nobody knows: where it is reached is left open. */
function unlisted(named: string, model: string, { params, span }: Endpoint, { own, findings }: Places): string {
  const key = field(params, "api_key");
  const variable = variableName(text(key) ?? "");
  if (variable !== undefined) findings.carried(key);
  const auth = {
    header: "Authorization",
    scheme: "Bearer",
    env: [variable ?? `${named.toUpperCase().replace(/\W+/g, "_")}_API_KEY`],
  };
  const entry: OverlayProvider = { dialect: compatible, baseUrl: UNKNOWN, auth, hosting: "host" };
  const provider = own.provider(
    tidy(named) ?? "own",
    entry,
    span,
    "The catalog does not have it: write its address, and its `dialect` if that is another.",
  );
  own.open(`${provider}/${model}`, {}, span);
  return `${provider}/${model}`;
}

/** Two deployments of one model that say two things of it: the first holds. */
function sayOtherFacts(target: string, { params, info }: Endpoint, findings: Findings): void {
  const why = `another deployment says otherwise of \`${target}\`, which holds here`;
  for (const { name, origin, value } of [...entries(params), ...entries(info)]) {
    if (!/^(rpm|tpm|max_\w+|supports_\w+|\w+_cost_\w+|\w+_token_cost|context_window)$/.test(name)) continue;
    if (findings.isCarried(value.origin.span)) findings.notCarriedOver(`\`${name}\``, why, origin);
  }
}

function addressIn(params: Value): Value | undefined {
  const names = ["api_base", "base_url", "aws_bedrock_runtime_endpoint"];
  return names.map((name) => field(params, name)).find((value) => text(value) !== undefined && text(value) !== "");
}

interface Around extends Places {
  readonly variables: Readonly<Record<string, string>>;
}

/** Undefined when it is the catalog's own place. */
function placeOf(
  provider: ProviderFile | undefined,
  baseUrl: string | undefined,
  { params }: Endpoint,
  { findings, own, variables: inUrl }: Around,
): OverlayProvider | undefined {
  const env = keyVariable(params, provider, baseUrl !== undefined, { findings, own });
  const said = { ...variablesSaid(params, provider, findings), ...inUrl };
  const variables = Object.keys(said).length > 0 ? said : undefined;
  const headers = headersOf(params, findings);
  if (!env && !variables && !baseUrl && !headers) return undefined;
  const isCompatible = provider === undefined || provider.dialect === compatible;
  if (baseUrl !== undefined && isCompatible && provider?.hosting !== "self-hosted") {
    const auth = { header: "Authorization", scheme: "Bearer", env: env ?? [] };
    const dialect = provider?.dialect ?? compatible;
    return { dialect, baseUrl, ...(env ? { auth } : {}), ...defined({ headers }), hosting: "self-hosted" };
  }
  const auth = env && provider ? { auth: authOf(provider, env) } : {};
  return { like: provider!.id, ...defined({ baseUrl, variables, headers }), ...auth };
}

/** The variable of its key, where that is not the catalog's. A key that is written out is told as a secret. */
function keyVariable(
  params: Value,
  provider: ProviderFile | undefined,
  isElsewhere: boolean,
  { findings, own }: Pick<Places, "findings" | "own">,
): string[] | undefined {
  const value = field(params, "api_key");
  const written = text(value) ?? "";
  if (!value || written === "") return undefined;
  const known = provider?.auth.env ?? [];
  const name = variableName(written);
  if (name !== undefined) {
    findings.carried(value);
    return isElsewhere || !known.includes(name) ? [name] : undefined;
  }
  const ordinal = findings.secrets.ordinalOf(value.origin.span);
  if (ordinal === 0) {
    findings.notCarriedOver("`api_key`", "it is a placeholder, and no key is sent for it", value.origin);
    return undefined;
  }
  const stem = `${isElsewhere ? "OWN_" : ""}${known[0] ?? "LLM_API_KEY"}`;
  const number = own.keyNumber(stem, ordinal);
  if (number === 1 && !isElsewhere) return undefined;
  return [number > 1 ? `${stem}_${number}` : stem];
}

function authOf({ auth }: ProviderFile, env: string[]): NonNullable<OverlayProvider["auth"]> {
  const header = auth.header ?? "Authorization";
  const scheme = auth.header === undefined ? "Bearer" : auth.scheme;
  return { header, ...(scheme === undefined ? {} : { scheme }), env };
}

const places = { region: "aws_region_name", location: "vertex_location", project: "vertex_project" };

function variablesSaid(params: Value, provider: ProviderFile | undefined, findings: Findings): Record<string, string> {
  const said: Record<string, string> = {};
  for (const [variable, key] of Object.entries(places)) {
    const value = field(params, key);
    const written = text(value);
    if (written === undefined || !provider?.variables?.[variable]) continue;
    const name = variableName(written);
    said[variable] = name === undefined ? written : `\${${name}}`;
    findings.carried(value);
  }
  return said;
}

/** Sent with every request; those that hold what only the environment may are said. */
function headersOf(params: Value, findings: Findings): Record<string, string> | undefined {
  const organization = field(params, "organization");
  const written = entries(field(params, "extra_headers") ?? field(params, "headers"));
  const headers: Record<string, string> = {};
  for (const { name, value } of written) {
    const held = text(value);
    if (held === undefined || variableName(held) !== undefined || findings.secrets.ordinalOf(value.origin.span) > 0) {
      const why = "a header of the overlay is a text that anybody may read";
      findings.notCarriedOver(`the header \`${name}\``, why, value.origin);
      continue;
    }
    headers[name] = held;
    findings.carried(value);
  }
  const account = text(organization);
  if (account !== undefined && variableName(account) === undefined) {
    headers["OpenAI-Organization"] = account;
    findings.carried(organization);
  }
  return Object.keys(headers).length > 0 ? headers : undefined;
}

function nameOf(provider: string, { variables, baseUrl, auth }: OverlayProvider, params: Value): string {
  const inUrl = Object.values(variables ?? {})[0];
  const place = inUrl ? tidy(inUrl) : baseUrl && nameAt(baseUrl);
  const key = auth?.env[0]?.toLowerCase().replace(/_?api_?key_?/, "-");
  const clean = tidy(place ?? key ?? text(field(params, "model")) ?? "own") ?? "own";
  const stem = tidy(provider) ?? "own";
  return clean.startsWith(stem) ? (clean === stem ? `${stem}-own` : clean) : `${stem}-${clean}`;
}
