/** A provider as an overlay has it. */
import type { ProviderFile } from "../../schemas/catalog.ts";
import type { OverlayProvider, Place } from "../../schemas/overlay.ts";
import type { Catalog } from "../load/catalog/open-catalog.ts";

export type Site = Pick<Place, "baseUrl" | "variables" | "region" | "jurisdiction" | "retentionDays">;

/** Undefined when it is neither known nor told enough about. */
export function providerOf(catalog: Catalog, id: string, entry: OverlayProvider | undefined): ProviderFile | undefined {
  const known = catalog.provider(entry?.like ?? id);
  if (!entry) return known;
  const start = known ? { ...known, id, ...ownerOf(known) } : newProvider(catalog, id, entry);
  if (!start) return undefined;
  const {
    name,
    dialect,
    paths,
    auth,
    headers,
    hosting,
    account,
    parameters,
    developerRole,
    zeroRetention,
    concurrency,
    accountConcurrency,
    line,
    limits,
    accountLimits,
    accepts,
    controls,
  } = entry;
  const own = {
    name,
    dialect,
    paths,
    headers,
    hosting,
    account,
    parameters,
    developerRole,
    zeroRetention,
    concurrency,
    accountConcurrency,
    line,
    limits,
    accountLimits,
    accepts,
    controls,
  };
  const said = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
  const merged: ProviderFile = { ...start, ...said };
  if (auth) merged.auth = { ...start.auth, ...auth };
  return placed(merged, entry);
}

/** What is like a provider is taken to belong to its account. Servers of one kind that teams host themselves share nothing. */
function ownerOf({ id, account, hosting }: ProviderFile): Pick<ProviderFile, "account"> {
  return hosting === "self-hosted" ? {} : { account: account ?? id };
}

/** At another place: its URL, with the region's own where there is one, and the variables filled in. */
export function placed(provider: ProviderFile, site: Site): ProviderFile {
  const { baseUrl, variables = {}, region, jurisdiction, retentionDays } = site;
  const regionUrl = region === undefined ? undefined : provider.regionUrls?.[region];
  const values = new Map(
    Object.entries({ ...(region === undefined ? {} : { region, location: region }), ...variables }),
  );
  const fill = (url: string) => url.replace(/(?<!\$)\{(\w+)\}/g, (whole, name: string) => values.get(name) ?? whole);
  const regionUrls = Object.entries(provider.regionUrls ?? {}).map(([name, url]) => [name, fill(url)]);
  const address = fill(baseUrl ?? regionUrl ?? provider.baseUrl);
  const isMoved = (baseUrl !== undefined && !isSameHost(baseUrl, provider.baseUrl)) || hasOpenHost(address);
  return {
    ...(isMoved ? withoutLaw(provider) : provider),
    baseUrl: address,
    ...(provider.regionUrls && { regionUrls: Object.fromEntries(regionUrls) }),
    ...(region !== undefined && { region }),
    ...(jurisdiction !== undefined && { jurisdiction }),
    ...(retentionDays !== undefined && { retentionDays }),
  };
}

/** Under whose law another address is, and where, is not what the catalog says of this one. */
function withoutLaw(provider: ProviderFile): ProviderFile {
  const { jurisdiction: _, region: __, regions: ___, retentionDays: ____, ...rest } = provider;
  return { ...rest, isMoved: true };
}

function isSameHost(url: string, other: string): boolean {
  return hostOf(url) === hostOf(other);
}

/** A variable of the machine says whose host it is: its last two labels, or all of it. */
function hasOpenHost(url: string): boolean {
  return hostOf(url).split(".").slice(-2).join(".").includes("$");
}

function hostOf(url: string): string {
  return /^(?:https?:\/\/)?([^/]*)/.exec(url)![1]!;
}

/** What its dialect needs is taken from the provider that the dialect is named after. It asks for no key by itself. */
function newProvider(catalog: Catalog, id: string, { dialect, baseUrl }: OverlayProvider): ProviderFile | undefined {
  if (!dialect || !baseUrl) return undefined;
  const { paths = {}, headers, auth } = catalog.provider(dialect) ?? {};
  return {
    id,
    name: id,
    dialect,
    baseUrl,
    paths,
    auth: { header: auth?.header, scheme: auth?.scheme, env: [] },
    ...(headers && { headers }),
    hosting: "self-hosted",
  };
}

/** A region that has no effect on where requests go, and is not where the provider processes them anyway. */
export function unofferedRegion(
  provider: ProviderFile | undefined,
  { region, baseUrl, variables }: Site,
): { provider: string; region: string; offered: readonly string[] } | undefined {
  if (!provider || region === undefined || baseUrl !== undefined || variables !== undefined) return undefined;
  const { regionUrls, regions = [], hosting } = provider;
  if (hosting === "self-hosted" || /\{(region|location|resource)\}/.test(provider.baseUrl)) return undefined;
  const offered = regionUrls ? Object.keys(regionUrls) : regions;
  return offered.includes(region) ? undefined : { provider: provider.id, region, offered };
}
