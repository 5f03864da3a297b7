import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type CatalogChanges, compareCatalog } from "../compiler/catalog/compare.ts";
import { editModels } from "../compiler/catalog/edit-models.ts";
import { readLitellm } from "../compiler/catalog/litellm.ts";
import { readModelsDev } from "../compiler/catalog/models-dev.ts";
import { PublishedError, type PublishedModel } from "../compiler/catalog/published.ts";
import type { Catalog } from "../compiler/load/catalog/open-catalog.ts";
import type { ModelEntry } from "../schemas/catalog.ts";
import { oneOf, readArguments } from "./arguments.ts";
import { changesReport } from "./catalog-changes.ts";
import { openedCatalog, usable } from "./catalog-opened.ts";
import type { Terminal } from "./command.ts";
import { readText, writeText } from "./files.ts";
import { UsageError } from "./usage-error.ts";

export async function updateCatalog(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values } = readArguments(args, options);
  if (values.from === undefined) throw new UsageError("--from is missing: `models.dev` or `litellm`");
  const list = oneOf("--from", values.from, ["models.dev", "litellm"]);
  if ((values.file === undefined) === (values.url === undefined)) {
    throw new UsageError("say where the list is, by either --file or --url");
  }
  const { listed, root } = openedCatalog({ data: values.data });
  if (values.provider !== undefined && !listed.provider(values.provider)) {
    throw new UsageError(`there is no provider \`${values.provider}\``);
  }
  const text = values.file === undefined ? await download(values.url!) : readText(values.file, "the list");
  const published = parse(text, list === "litellm" ? readLitellm : readModelsDev);
  const today = new Date().toISOString().slice(0, 10);
  const changes = usable(() => compareCatalog(listed, published, { list, today, provider: values.provider }));
  terminal.out(values.json ? JSON.stringify(changes, undefined, 2) : changesReport(changes, list));
  const count = changes.added.length + changes.changed.length;
  if (!values.write) return count > 0 ? 1 : 0;
  const written = write(changes, listed, root, today);
  if (!values.json) terminal.out(`\nWritten: ${written.length > 0 ? written.join(", ") : "nothing"}`);
  return 0;
}

const options = {
  from: { type: "string" },
  file: { type: "string" },
  url: { type: "string" },
  data: { type: "string" },
  provider: { type: "string" },
  write: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
} as const;

async function download(url: string): Promise<string> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(60_000) });
    if (!response.ok) throw new UsageError(`\`${url}\` answers ${response.status}`);
    return await response.text();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw new UsageError(`\`${url}\` cannot be read: ${cause}`);
  }
}

function parse(text: string, read: (data: unknown) => PublishedModel[]): PublishedModel[] {
  try {
    return read(JSON.parse(text));
  } catch (error) {
    if (error instanceof PublishedError) throw new UsageError(`that is not the list: ${error.message}`);
    if (error instanceof SyntaxError) throw new UsageError(`the list is not JSON: ${error.message}`);
    throw error;
  }
}

/** Writes the models.yaml of each provider that changes; answers their paths. */
function write({ added, changed }: CatalogChanges, catalog: Catalog, root: string, asOf: string): string[] {
  const byProvider = new Map<string, Map<string, ModelEntry>>();
  for (const { id, entry } of [...added, ...changed]) {
    const slash = id.indexOf("/");
    const models = byProvider.get(id.slice(0, slash)) ?? new Map<string, ModelEntry>();
    byProvider.set(id.slice(0, slash), models.set(id.slice(slash + 1), entry));
  }
  return [...byProvider].map(([provider, models]) => {
    const path = join(root, provider, "models.yaml");
    const last = catalog.asOf(provider) ?? asOf;
    writeText(path, editModels(readFileSync(path, "utf8"), { asOf: last > asOf ? last : asOf, models }));
    return path;
  });
}
