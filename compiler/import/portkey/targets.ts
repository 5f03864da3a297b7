/** One target of a Portkey config as a target of ours. */
import type { OverlayProvider } from "../../../schemas/overlay.ts";
import { closest } from "../../diagnostics/closest.ts";
import type { Value } from "../../load/value.ts";
import { defined, text as textOf } from "../../lower/read.ts";
import type { Span } from "../../source.ts";
import { addressOf, compatible, nameAt, tidy } from "../addresses.ts";
import { type DraftText, text } from "../draft.ts";
import type { ImportInput } from "../import-input.ts";
import { factsOfUnknown } from "../likely-models.ts";
import { type ProviderNames, providerId } from "../model-names.ts";
import type { OwnCatalog } from "../own-catalog.ts";
import { part } from "./parts.ts";
import providerNames from "./provider-names.json" with { type: "json" };

const names: ProviderNames = providerNames;

export interface TargetInput extends ImportInput {
  readonly own: OwnCatalog;
  /** The targets that the policy names. */
  readonly used: Set<string>;
  /** What clients ask for, where targets name no model: the policy is drafted for it. */
  readonly asked?: string | undefined;
}

/** The provider of a target as the policy names it, and its model; no model: that of the request. */
export interface Site {
  readonly provider: string;
  readonly model?: string | undefined;
  readonly span: Span;
}

export function siteOf(value: Value, input: TargetInput): Site {
  const { catalog, findings, own } = input;
  const inParams = part(part(value, "override_params"), "model");
  const written = inParams ?? part(value, "model");
  const model = textOf(written);
  const span = (written ?? part(value, "provider") ?? part(value, "virtual_key") ?? value).origin.span;
  if (!inParams && written && model !== undefined) {
    const how = "it is taken as the model that `override_params` fixes, where Portkey looks for it";
    findings.changed("`model` beside the target's other keys", how, written.origin);
  }
  const slug = /^@([^/]+)\/(.+)$/.exec(model ?? "");
  const said = textOf(part(value, "provider"));
  const virtualKey = slug?.[1] ?? /^@(.+)$/.exec(said ?? "")?.[1] ?? textOf(part(value, "virtual_key"));
  const known = said !== undefined && !said.startsWith("@") ? providerId(said, names, catalog) : undefined;
  const id = known ?? (virtualKey === undefined ? names.unnamed : guess(virtualKey, catalog.providerIds()));
  const place = placeOf(id, virtualKey, value, input);
  findings.carried(written, part(value, "provider"));
  if (virtualKey !== undefined) sayKey(virtualKey, id, known !== undefined, place, value, written, input);
  const provider = place ? own.provider(nameOf(id, place), place, span) : id;
  return { provider, span, ...(model === undefined ? {} : { model: slug?.[2] ?? model }) };
}

/** Undefined when the model is left to the request, and none is asked for. */
export function targetOf(value: Value, input: TargetInput): DraftText | undefined {
  const { provider, model = input.asked, span } = siteOf(value, input);
  if (model === undefined) return undefined;
  const id = `${provider}/${model}`;
  enter(id, model, provider, span, input);
  input.used.add(id);
  return text(id, span);
}

/** Into the overlay, where the catalog does not know it at that place. */
function enter(id: string, model: string, provider: string, span: Span, { catalog, own }: TargetInput): void {
  const whole = own.over(catalog);
  if (!whole.provider(provider) || whole.model(provider, model)) return;
  const likely = factsOfUnknown(model, undefined, catalog.provider(provider), catalog);
  if (likely?.like !== undefined) own.model(id, { like: likely.like, name: model, ...likely.own }, span);
  else if (likely?.own.context !== undefined) own.model(id, likely.own, span);
  else own.open(id, {}, span, likely?.note);
}

/** At an address of the team's own, or with a further key of the same provider. */
function placeOf(
  id: string,
  virtualKey: string | undefined,
  value: Value,
  input: TargetInput,
): OverlayProvider | undefined {
  const { catalog, findings } = input;
  const host = part(value, "custom_host");
  const listed = catalog.provider(id);
  const address = textOf(host) ? addressOf(textOf(host)!, listed, catalog) : undefined;
  findings.carried(address && host);
  const variable = keyVariable(id, virtualKey, value, input);
  const auth = variable === undefined || !listed ? undefined : { ...headerOf(listed.auth), env: [variable] };
  if (address?.kind === "own") {
    if (listed && listed.dialect !== compatible)
      return { like: listed.id, baseUrl: address.baseUrl, ...defined({ auth }) };
    const own = { header: "Authorization", scheme: "Bearer", env: [variable ?? "OWN_API_KEY"] };
    const hasKey = part(value, "api_key") !== undefined || virtualKey !== undefined;
    return { dialect: compatible, baseUrl: address.baseUrl, ...(hasKey ? { auth: own } : {}), hosting: "self-hosted" };
  }
  const variables = address?.kind === "variables" ? address.variables : variablesOf(listed?.variables, value, findings);
  if (!auth && !variables) return undefined;
  return { like: listed?.id ?? id, ...defined({ variables, auth }) };
}

function headerOf({ header, scheme }: { header?: string | undefined; scheme?: string | undefined }) {
  return header === undefined ? { header: "Authorization", scheme: "Bearer" } : { header, ...defined({ scheme }) };
}

/** The first key of a provider is the catalog's variable; each further one has a variable of its own. */
function keyVariable(
  id: string,
  virtualKey: string | undefined,
  value: Value,
  { catalog, findings, own }: TargetInput,
): string | undefined {
  const written = part(value, "api_key");
  const [variable] = catalog.provider(id)?.auth.env ?? [];
  if (variable === undefined) return undefined;
  const secret = written ? findings.secrets.ordinalOf(written.origin.span) : 0;
  const name = virtualKey ?? (secret > 0 ? `secret ${secret}` : textOf(written));
  if (name === undefined) return undefined;
  // What is crossed out in an example is another key at each place.
  const isExample = virtualKey === undefined && secret === 0 && /[*.x]{3}/.test(name);
  const number = own.keyNumber(variable, isExample ? `${name} ${value.origin.span.start}` : name);
  if (written && secret === 0) {
    findings.notCarriedOver("`api_key`", "it is a placeholder; keys come from the environment", written.origin);
  }
  return number > 1 ? `${variable}_${number}` : undefined;
}

const variableKeys: Readonly<Record<string, readonly string[]>> = {
  resource: ["azure_resource_name", "resource_name"],
  region: ["aws_region"],
  project: ["vertex_project_id"],
  location: ["vertex_region"],
  account_id: ["workers_ai_account_id"],
};

function variablesOf(
  variables: Readonly<Record<string, unknown>> | undefined,
  value: Value,
  findings: ImportInput["findings"],
): Record<string, string> | undefined {
  const said = Object.keys(variables ?? {}).flatMap((name) => {
    const written = (variableKeys[name] ?? []).map((key) => part(value, key)).find((held) => textOf(held));
    findings.carried(written);
    return written ? [[name, textOf(written)!] as const] : [];
  });
  return said.length > 0 ? Object.fromEntries(said) : undefined;
}

function sayKey(
  virtualKey: string,
  id: string,
  isKnown: boolean,
  place: OverlayProvider | undefined,
  value: Value,
  written: Value | undefined,
  { catalog, findings }: TargetInput,
): void {
  const variable = place?.auth?.env[0] ?? catalog.provider(id)?.auth.env[0];
  const what = isKnown ? "the provider's key" : `taken for a key of \`${id}\`, it`;
  const how = variable === undefined ? `${what} comes from the environment` : `${what} comes from \`${variable}\``;
  const where = part(value, "virtual_key") ?? part(value, "provider") ?? written ?? value;
  findings.changed(`the key \`${virtualKey}\``, how, where.origin);
}

function nameOf(id: string, { baseUrl, variables, auth }: OverlayProvider): string {
  const number = /_(\d+)$/.exec(auth?.env[0] ?? "")?.[1];
  const place = baseUrl ? nameAt(baseUrl) : tidy(Object.values(variables ?? {})[0] ?? "");
  const clean = place ?? number ?? "own";
  return clean.startsWith(id) && clean !== id ? clean : `${id}-${clean}`;
}

/** The provider that a key is named after, such as `acme-prod`. */
function guess(virtualKey: string, ids: readonly string[]): string {
  const key = virtualKey.toLowerCase();
  const words = key.split(/[^a-z0-9]+/);
  const theirs = Object.keys(names.ours).find((name) => key.includes(name));
  const makers = Object.entries(providerNames.models).find(([model]) => key.includes(model))?.[1];
  const joined = key.replace(/[^a-z0-9]/g, "");
  const ours = theirs
    ? names.ours[theirs]
    : (ids.find((id) => words.includes(id)) ?? ids.find((id) => joined.startsWith(id)));
  return ours ?? makers ?? closest(words[0] ?? "", ids) ?? words[0] ?? "unknown";
}
