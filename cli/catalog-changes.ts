import type { CatalogChanges, ListName } from "../compiler/catalog/compare.ts";

/** What would change, for people. */
export function changesReport(changes: CatalogChanges, list: ListName): string {
  const { added, changed, vanished, strange, providers, unknownProviders } = changes;
  const counts = [
    `${added.length} added`,
    `${changed.length} changed`,
    `${vanished.length} no longer listed`,
    ...(strange.length > 0 ? [`${strange.length} prices not taken`] : []),
  ];
  return [
    ...section(
      "Added",
      added.map(({ id, entry: { kind, context, price } }) => {
        return `${id}: ${kind}, context ${show(context)}, $${price?.input ?? "?"} in, $${price?.output ?? "?"} out`;
      }),
    ),
    ...section(
      "Changed",
      changed.flatMap(({ id, facts }) => [
        id,
        ...facts.map(({ fact, before, after }) => `  ${fact}: ${show(before)} → ${show(after)}`),
      ]),
    ),
    ...section("No longer listed (nothing is removed)", vanished),
    ...section(
      "Prices that cannot be meant (not taken)",
      strange.map(({ id, rate, written, listed }) => `${id}: ${rate} ${written}, the catalog says ${listed ?? "?"}`),
    ),
    `${providers.length} providers compared with ${list}: ${counts.join(", ")}.`,
    ...(unknownProviders.length > 0
      ? [`${unknownProviders.length} providers of the list are not in the catalog.`]
      : []),
  ].join("\n");
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`${title}:`, ...lines.map((line) => `  ${line}`), ""];
}

function show(value: unknown): string {
  if (value === undefined) return "unknown";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
