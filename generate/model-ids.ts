/** The names of all models that can be called, as a union that editors complete and compilers check. */
import { offeredModels } from "../compiler/editor/offered-models.ts";
import { type Catalog, openCatalog } from "../compiler/load/catalog/open-catalog.ts";
import { type GeneratedFile, notice } from "./generated-file.ts";

export const modelIds: GeneratedFile = { path: "dsl/models.gen.ts", content: () => modelIdsModule(openCatalog()) };

/** `CatalogModel`: every `provider/model` for chat or embeddings that is not retired, sorted by code unit. */
export function modelIdsModule(catalog: Catalog): string {
  const ids = offeredModels(catalog);
  const union = ids.map((id) => `\n  | ${JSON.stringify(id)}`).join("") || " never";
  return `// ${notice}\n\n/** \`provider/model\` of every chat and embedding model in the catalog that is not retired. */\nexport type CatalogModel =${union};\n`;
}
