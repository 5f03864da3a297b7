/**
 * The catalog as the compiler sees it. A provider's files are read when it is first asked for, and only once; of its
 * models, only those that are asked for are parsed and checked.
 */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type ModelEntry, type ProviderFile, providerFile } from "../../../schemas/catalog.ts";
import { packageFolder } from "../../package-folder.ts";
import { CatalogError } from "./catalog-error.ts";
import { inFormat } from "./in-format.ts";
import { openModels } from "./open-models.ts";
import { readDocument } from "./read-document.ts";

/** Every method but `providerIds` may throw a `CatalogError`. */
export interface Catalog {
  /** Sorted; the folders are listed, no file is read. */
  providerIds(): string[];
  /** Given a model: as that model is reached, which an overlay may say. */
  provider(id: string, model?: string): ProviderFile | undefined;
  /** `id` as on the wire, without the provider. */
  model(provider: string, id: string): ModelEntry | undefined;
  /** In the order of the file; empty for an unknown provider. */
  modelIds(provider: string): string[];
  /** The day up to which the provider's models were gathered. */
  asOf(provider: string): string | undefined;
  /** `provider/model` of the whole catalog. Opens every file: for suggestions, when a name was not found. */
  allModelIds(): string[];
}

/** Opens the catalog that is shipped, or one in another directory. Throws a `CatalogError` when it is no directory. */
export function openCatalog(dir: URL | string = new URL("catalog/", packageFolder)): Catalog {
  const root = dir instanceof URL ? fileURLToPath(dir) : dir;
  const ids = new Set(providerFolders(root));
  const provider = once((id) => (ids.has(id) ? readProvider(root, id) : undefined));
  const models = once((id) => (ids.has(id) ? openModels(join(root, id, "models.yaml")) : undefined));
  const modelIds = (id: string): string[] => [...(models(id)?.ids() ?? [])];
  return {
    providerIds: () => [...ids],
    provider: (id, model) => {
      const found = provider(id);
      // Most models are asked for as their provider is: theirs need not be read to know it.
      if (model === undefined || found?.formats === undefined) return found;
      return inFormat(found, models(id)?.model(model)?.format);
    },
    model: (id, model) => models(id)?.model(model),
    modelIds,
    asOf: (id) => models(id)?.asOf(),
    allModelIds: () => [...ids].flatMap((id) => modelIds(id).map((model) => `${id}/${model}`)),
  };
}

function providerFolders(root: string): string[] {
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) {
    throw new CatalogError([{ file: root, message: "expected the directory of the catalog" }]);
  }
  const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map((entry) => entry.name).sort();
}

function readProvider(root: string, id: string): ProviderFile {
  const { value, refuse } = readDocument(join(root, id, "provider.yaml"), providerFile);
  if (value.id !== id) refuse(["id"], `expected "${id}", the name of the folder, received "${value.id}"`);
  return value;
}

function once<T>(read: (id: string) => T): (id: string) => T {
  const known = new Map<string, T>();
  return (id) => {
    const found = known.get(id);
    if (found !== undefined) return found;
    const value = read(id);
    known.set(id, value);
    return value;
  };
}
