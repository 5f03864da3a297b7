import { diagnosticPages } from "./diagnostic-pages.ts";
import type { GeneratedFile } from "./generated-file.ts";
import { jsonSchemas } from "./json-schemas.ts";
import { languagePage } from "./language-page.ts";
import { modelIds } from "./model-ids.ts";
import { parametersPage } from "./parameters-page.ts";
import { scanModule } from "./scan-module.ts";
import { tableValidator } from "./table-validator.ts";

/** Every generated file. */
export const generatedFiles: readonly GeneratedFile[] = [
  modelIds,
  ...diagnosticPages,
  parametersPage,
  languagePage,
  ...jsonSchemas,
  ...tableValidator,
  scanModule,
];

/** Folders that hold nothing else: what no generator writes there is stale. */
export const generatedFolders: readonly string[] = ["docs/generated/diagnostics", "schemas/generated"];
