import { closest } from "../compiler/diagnostics/closest.ts";
import { compile } from "../compiler/index.ts";
import type { Catalog } from "../compiler/load/catalog/open-catalog.ts";
import type { ModelEntry, Price, ProviderFile } from "../schemas/catalog.ts";
import type { Table, TableAction } from "../schemas/table.ts";
import { readArguments } from "./arguments.ts";
import { catalogOptions, openedCatalog, usable } from "./catalog-opened.ts";
import type { Terminal } from "./command.ts";
import { UsageError } from "./usage-error.ts";

export function showModel(args: readonly string[], terminal: Terminal): number {
  const { values, positionals } = readArguments(args, options, ["the model"]);
  const [id = ""] = positionals;
  const { catalog, listed } = openedCatalog(values);
  const found = usable(() => find(catalog, id));
  if (!found) throw unknown(catalog, id);
  const listedPrice = find(listed, id)?.model.price;
  const usedBy = values.policy === undefined ? undefined : usesOf(id, values.policy, values.catalog);
  if (values.json) {
    terminal.out(JSON.stringify({ id, ...found, listedPrice, ...(usedBy && { usedBy }) }, undefined, 2));
  } else terminal.out(shown({ id, ...found, listedPrice, usedBy }));
  return 0;
}

const options = { ...catalogOptions, json: { type: "boolean", default: false } } as const;

interface Found {
  readonly model: ModelEntry;
  readonly provider: ProviderFile;
}

interface Shown extends Found {
  readonly id: string;
  /** Without the overlay. */
  readonly listedPrice: Price | undefined;
  readonly usedBy: readonly string[] | undefined;
}

function find(catalog: Catalog, id: string): Found | undefined {
  const slash = id.indexOf("/");
  const [providerId, modelId] = [id.slice(0, slash), id.slice(slash + 1)];
  const provider = catalog.provider(providerId, modelId);
  const model = provider && catalog.model(providerId, modelId);
  return model && { model, provider };
}

function unknown(catalog: Catalog, id: string): UsageError {
  const near = closest(id, catalog.allModelIds());
  return new UsageError(`there is no model \`${id}\`; ${near ? `did you mean \`${near}\`?` : "see `catalog list`"}`);
}

function shown({ id, model, provider, listedPrice, usedBy }: Shown): string {
  const { price, isPriceOwn, ...facts } = model;
  const own = { provider: provider.name, dialect: provider.dialect, url: provider.baseUrl };
  const place = { region: provider.region ?? model.region, jurisdiction: provider.jurisdiction };
  const lines = Object.entries({ ...own, ...place, retentionDays: provider.retentionDays, ...facts });
  return [
    id,
    ...lines.flatMap(([name, value]) => (value === undefined ? [] : [`  ${name.padEnd(16)}${text(value)}`])),
    ...priceLines(isPriceOwn ? "your price" : "price", price),
    ...(isPriceOwn ? priceLines("listed price", listedPrice) : []),
    ...(usedBy ? ["", usedBy.length > 0 ? "Used by:" : "Nothing in the policy uses it."] : []),
    ...(usedBy ?? []).map((use) => `  ${use}`),
  ].join("\n");
}

function text(value: unknown): string {
  if (Array.isArray(value)) return value.map(text).join(", ");
  if (typeof value === "number") return value.toLocaleString("en", { maximumFractionDigits: 12 });
  if (typeof value !== "object" || value === null) return String(value);
  return Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .map(([name, inner]) => (inner === true ? name : inner === false ? `not ${name}` : `${name}: ${text(inner)}`))
    .join(", ");
}

/** USD per million tokens. */
function priceLines(name: string, price: Price | undefined): string[] {
  const line = (title: string, value: string) => `  ${title.padEnd(16)}${value}`;
  if (!price) return [line(name, "unknown")];
  const { tiers = [], scheduled = [], serviceTiers = {}, offPeak, ...usual } = price;
  const further = [
    ...tiers.map(({ above, ...rates }) => `above ${text(above)} tokens: ${text(rates)}`),
    ...scheduled.map(({ from, ...rates }) => `from ${from}: ${text(rates)}`),
    ...(offPeak
      ? [`outside ${offPeak.peakHoursUtc.join(" and ")} UTC: ${text({ ...offPeak, peakHoursUtc: undefined })}`]
      : []),
    ...Object.entries(serviceTiers).map(([tier, rates]) => `service tier ${tier}: ${text(rates)}`),
  ];
  return [line(name, `${text(usual)}; USD per million tokens`), ...further.map((value) => line("", value))];
}

/** The rules that may send a request to the target, as `route, rule 2 (tier premium)`. */
function usesOf(id: string, policy: string, overlay: string | undefined): string[] {
  const { table, diagnostics } = compile(policy, overlay === undefined ? {} : { overlay });
  if (!table)
    throw new UsageError(`\`${policy}\` has ${diagnostics.length} findings; see \`pointsman check ${policy}\``);
  const { routes, plans, targets } = table.value;
  const target = targets.findIndex((candidate) => candidate.id === id);
  const reaches = (action: TableAction) => "plan" in action && plans[action.plan]!.targets.includes(target);
  return routes.flatMap((route: Table["routes"][number]) => [
    ...route.rules.flatMap(({ action, when }, at) =>
      reaches(action) ? [`${route.name}, rule ${at + 1}${tierText(action)}: ${when}`] : [],
    ),
    ...(reaches(route.otherwise) ? [`${route.name}, otherwise${tierText(route.otherwise)}`] : []),
  ]);
}

function tierText(action: TableAction): string {
  return "tier" in action && action.tier !== undefined ? ` (tier ${action.tier})` : "";
}
