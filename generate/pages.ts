import { cliPage } from "./cli-page.ts";
import type { GeneratedFile } from "./generated-file.ts";
import { servedPage } from "./served-page.ts";

/** Pages that running code tells: it imports generated files, so these are written when those are there. */
export const generatedPages: readonly GeneratedFile[] = [cliPage, servedPage];
