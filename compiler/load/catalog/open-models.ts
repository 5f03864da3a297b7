/**
 * A provider's models.yaml, read model by model. Whatever looks odd in a part is settled by reading the whole file,
 * which then answers, or throws the `CatalogError` with the right lines.
 */
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { type ModelEntry, type ModelsFile, modelsFile } from "../../../schemas/catalog.ts";
import { readDocument } from "./read-document.ts";
import { type SplitModels, splitModels } from "./split-models.ts";

/** Every method may throw a `CatalogError`. */
export interface Models {
  ids(): readonly string[];
  model(id: string): ModelEntry | undefined;
  asOf(): string;
}

export function openModels(path: string): Models {
  const text = readText(path);
  const split = text === undefined ? undefined : splitModels(text);
  return split ? partByPart(split, path) : whole(path);
}

function partByPart(split: SplitModels, path: string): Models {
  const known = new Map<string, ModelEntry | undefined>();
  let all: Models | undefined;
  const inFull = (): Models => {
    all ??= whole(path);
    return all;
  };
  return {
    ids: () => split.ids,
    model(id) {
      if (known.has(id)) return known.get(id);
      const text = split.only(id);
      const entry = text === undefined ? undefined : (readPart(text)?.models[id] ?? inFull().model(id));
      known.set(id, entry);
      return entry;
    },
    asOf: () => readPart(split.none())?.asOf ?? inFull().asOf(),
  };
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function readPart(text: string): ModelsFile | undefined {
  try {
    return modelsFile.safeParse(parse(text)).data;
  } catch {
    return undefined;
  }
}

function whole(path: string): Models {
  const { asOf, models } = readDocument(path, modelsFile).value;
  return {
    ids: () => Object.keys(models),
    model: (id) => (Object.hasOwn(models, id) ? models[id] : undefined),
    asOf: () => asOf,
  };
}
