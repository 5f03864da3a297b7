import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { catalogProblems } from "../../compiler/catalog/check-facts.ts";
import { editModels } from "../../compiler/catalog/edit-models.ts";
import { openCatalog } from "../../compiler/load/catalog/open-catalog.ts";

const root = fileURLToPath(new URL("../../catalog/", import.meta.url));
const catalog = openCatalog();

describe("the shipped catalog", () => {
  test.each(catalog.providerIds())("%s is laid out as an update would write it", (provider) => {
    const text = readFileSync(`${root}${provider}/models.yaml`, "utf8");
    const models = new Map(catalog.modelIds(provider).map((id) => [id, catalog.model(provider, id)!]));
    expect(editModels(text, { asOf: catalog.asOf(provider)!, models })).toBe(text);
  });

  test("has no problems", () => {
    expect(catalogProblems(catalog, root)).toEqual([]);
  });

  test("has every provider and model that it promises", () => {
    expect(catalog.providerIds().length).toBeGreaterThanOrEqual(41);
    expect(catalog.allModelIds().length).toBeGreaterThanOrEqual(887);
  });
});
