/** The page of what is served: by endpoint, by wire format, by provider; from what compiler and runtime go by themselves. */
import { type Catalog, openCatalog } from "../compiler/load/catalog/open-catalog.ts";
import { loadDialects } from "../runtime/dialects/dialects.ts";
import type { ModelEntry, ProviderFile } from "../schemas/catalog.ts";
import { type DialectName, dialectNames } from "../schemas/dialects.ts";
import { facts } from "../schemas/facts.ts";
import { dialects } from "../semantics/dialects/dialects.ts";
import { runtimeFeatures } from "../semantics/runtime-features.ts";
import { type GeneratedFile, notice } from "./generated-file.ts";

const spoken = await loadDialects();

export const servedPage: GeneratedFile = { path: "docs/generated/served.md", content: page };

function page(): string {
  const catalog = openCatalog();
  return `<!-- ${notice} -->

# What is served

Every endpoint is served by every wire format that can: what a client speaks and what a provider speaks are independent of each
other. [What ten clients can do](clients.md) with each wire format is tried with the clients themselves, and
[what they see of failures](faults.md) with every failure.

## By wire format

${dialectTable()}

"Not said" is what no model behind that wire format can be asked, whatever it could do: such a target is not in the plan of a request
that needs it. "Left out" are [parameters](parameters.md) that it has no place for; the header \`x-pointsman-dropped\` names those that a request had. "Counts" is
whether \`/v1/messages/count_tokens\` is answered by the provider itself; where not, by an estimate that says so.

## By provider

Models that the catalog knows and that are not retired, and how many of the chat models can do what. A model or provider of your own is served
by [the overlay](../guide/catalog.md#what-only-you-know); variables hold [keys](../guide/keys.md#keys-of-providers).

${providerTable(catalog)}

## By feature

What a table may ask for of the runtime of this version. One that asks for more is refused by \`serve\`, and \`check\` says so before.

${featureTable()}
`;
}

function dialectTable(): string {
  const head = ["wire format", "chat, stream, tools", "embeddings", "counts", "not said", "left out"];
  const rows = dialectNames.map((name) => {
    const { lacks, drops, embeds } = dialects[name];
    return [
      ...[`\`${name}\``, "yes", yes(embeds), yes(spoken[name]?.counting !== undefined)],
      ...[listed(lacks.map((need) => need.replace("needs.", ""))), listed(drops)],
    ];
  });
  const meanings = Object.entries(facts)
    .filter(([fact]) => fact.startsWith("needs.") && dialectNames.some((name) => isLacking(name, fact)))
    .map(([fact, { about }]) => `- \`${fact.replace("needs.", "")}\`: ${about}`);
  return `${table(head, rows)}\n\n${meanings.join("\n")}`;
}

function isLacking(name: DialectName, fact: string): boolean {
  return dialects[name].lacks.some((need) => need === fact);
}

/** Of a chat model, by their names in the catalog. */
const abilities: Readonly<Record<string, (model: ModelEntry) => boolean>> = {
  tools: ({ caps }) => caps?.tools === true,
  "JSON Schema": ({ caps }) => caps?.jsonSchema === true,
  reasoning: ({ caps }) => caps?.reasoning === true,
  images: ({ modalities }) => modalities?.in.includes("image") === true,
  sound: ({ modalities }) => modalities?.in.includes("audio") === true,
  PDF: ({ modalities }) => modalities?.in.includes("pdf") === true,
};

function providerTable(catalog: Catalog): string {
  const head = ["provider", "wire format", "law", "key", "chat", ...Object.keys(abilities), "embeddings", "as of"];
  const rows = catalog.providerIds().map((id) => {
    const models = catalog.modelIds(id).flatMap((model) => catalog.model(id, model) ?? []);
    const current = models.filter(({ status }) => status !== "retired");
    const chat = current.filter(({ kind }) => kind === "chat");
    const able = Object.values(abilities).map((has) => count(chat.filter(has)));
    const embedding = current.filter(({ kind }) => kind === "embedding");
    const { dialect, jurisdiction = "", auth, formats = {} } = catalog.provider(id) as ProviderFile;
    const spokenThere = [...new Set([dialect, ...Object.values(formats).map((format) => format.dialect)])];
    const keys = [...auth.env, ...(auth.signing ? [auth.signing] : [])];
    return [
      ...[`\`${id}\``, listed(spokenThere), jurisdiction, listed(keys) || "none"],
      ...[count(chat), ...able, count(embedding), catalog.asOf(id) ?? ""],
    ];
  });
  return table(head, rows);
}

function featureTable(): string {
  const families = Map.groupBy([...runtimeFeatures].sort(), (feature) => feature.split("/")[0] ?? feature);
  return table(
    ["family", ""],
    [...families].map(([family, names]) => [family, listed(names)]),
  );
}

function yes(is: boolean): string {
  return is ? "yes" : "no";
}

function count(models: readonly ModelEntry[]): string {
  return models.length === 0 ? "" : String(models.length);
}

function listed(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(" ");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), `|${"---|".repeat(head.length)}`, ...rows.map(line)].join("\n");
}
