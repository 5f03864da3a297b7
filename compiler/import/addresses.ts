/** Addresses of another router's configuration: whose they are, and how an overlay writes them. */
import type { ProviderFile } from "../../schemas/catalog.ts";
import type { DialectName } from "../../schemas/dialects.ts";
import type { Catalog } from "../load/catalog/open-catalog.ts";
import dialects from "./dialect-addresses.json" with { type: "json" };

export type Address =
  /** That of a provider of the catalog. */
  | { readonly kind: "known"; readonly provider: string }
  /** The provider's own, with what stands in its braces. */
  | { readonly kind: "variables"; readonly variables: Readonly<Record<string, string>> }
  /** Nobody's but the team's. */
  | { readonly kind: "own"; readonly baseUrl: string };

/** Whose address it is. Whatever is not certain to be a provider's is the team's own. */
export function addressOf(written: string, provider: ProviderFile | undefined, catalog: Catalog): Address {
  const url = withVariables(written).replace(/\/+$/, "");
  if (provider) {
    const variables = variablesIn(url, provider.baseUrl);
    if (variables) return { kind: "variables", variables };
    if (isSame(url, provider.baseUrl)) return { kind: "known", provider: provider.id };
  }
  const owner = catalog.providerIds().find((id) => {
    const { baseUrl = "", hosting } = catalog.provider(id) ?? {};
    return hosting !== "self-hosted" && isSame(url, baseUrl);
  });
  if (owner !== undefined) return { kind: "known", provider: owner };
  return { kind: "own", baseUrl: asDialectHasIt(url, provider) };
}

/** The name of the variable that a value is taken from, in the ways that configurations write it. */
export function variableName(written: string): string | undefined {
  return /^(?:os\.environ\/|env[.:/]|\$\{\{?\s*(?:env\.)?|\{\{\s*\$?(?:env\.)?|\$)?([A-Za-z_]\w*)(?::-[^}]*)?\s*\}{0,2}$/.exec(
    /^(os\.environ\/|env[.:/]|\$|\{\{)/.test(written) ? written : "",
  )?.[1];
}

/** `os.environ/BASE` → `${BASE}`; what has a variable in it stays. */
function withVariables(written: string): string {
  const name = variableName(written);
  return name === undefined ? written : `\${${name}}`;
}

/** With or without the version at the end. */
function isSame(url: string, known: string): boolean {
  const plain = (text: string) =>
    text
      .replace(/\/v\d+((alpha|beta)\d*)?$/, "")
      .replace(/^https?:\/\/(www\.)?/i, "")
      .toLowerCase();
  return plain(url) === plain(known);
}

/** `https://acme.openai.azure.com` against `https://{resource}.openai.azure.com/…` gives the resource. */
function variablesIn(url: string, template: string): Record<string, string> | undefined {
  const host = /^https?:\/\/[^/]+/.exec(template)?.[0] ?? "";
  if (!host.includes("{")) return undefined;
  const first = /^https?:\/\/[^/]+(\/[\w-]+)?/.exec(template)?.[1] ?? "/";
  const escaped = host.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
  const pattern = new RegExp(`^${escaped.replace(/\{(\w+)\}/g, "(?<$1>[^./${}]+)")}(/|${first}(/.*)?)?$`);
  const groups = pattern.exec(url)?.groups;
  return groups && { ...groups };
}

const endings: Readonly<Record<string, { readonly strip: string; readonly end: string }>> = dialects.addresses;

/** The dialect of whatever says that it speaks as most do. */
export const compatible: DialectName = dialects.compatible as DialectName;

/** Where other routers write less of the path than the dialect's URL has, or more. */
function asDialectHasIt(url: string, provider: ProviderFile | undefined): string {
  const ending = endings[provider?.dialect ?? ""];
  if (!ending) return url;
  const stripped = url.replace(new RegExp(ending.strip), "");
  return stripped.endsWith(ending.end) ? stripped : `${stripped}${ending.end}`;
}

/** A short name for what stands at an address: its host, or its variable. */
export function nameAt(baseUrl: string): string | undefined {
  const variable = /^\$\{(\w+)\}/.exec(baseUrl)?.[1];
  const words = variable?.replace(/_?(API_?)?(BASE(_?URL)?|URL|ENDPOINT|HOST)$/i, "") ?? hostName(baseUrl);
  return tidy(words ?? "");
}

function hostName(url: string): string | undefined {
  const [, host = "", port] = /^https?:\/\/(?:[^@/]*@)?([^:/?#]+)(?::(\d+))?/.exec(url) ?? [];
  if (/^[\d.]+$/.test(host) || host === "localhost") return port ? `local-${port}` : "local";
  return host.split(".").find((part) => !/^(api|www|llm|gateway|v\d+)$/.test(part)) ?? host.split(".")[0];
}

/** As names of providers are written; undefined where nothing is left. */
export function tidy(words: string): string | undefined {
  return (
    words
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, "") || undefined
  );
}
