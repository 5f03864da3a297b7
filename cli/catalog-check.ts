import { catalogProblems } from "../compiler/catalog/check-facts.ts";
import { CatalogError } from "../compiler/load/catalog/catalog-error.ts";
import { pretty } from "../compiler/report/pretty.ts";
import { readArguments } from "./arguments.ts";
import { catalogOptions, openedCatalog } from "./catalog-opened.ts";
import type { Terminal } from "./command.ts";

export function checkCatalog(args: readonly string[], terminal: Terminal): number {
  const { values } = readArguments(args, catalogOptions);
  const { listed, root, overlay, diagnostics } = openedCatalog(values);
  const problems = catalogProblems(listed, root);
  if (problems.length > 0) terminal.out(new CatalogError(problems).message);
  if (diagnostics.length > 0) terminal.out(pretty(diagnostics, { colours: terminal.colours }));
  if (problems.length + diagnostics.length > 0) return 1;
  const providers = listed.providerIds();
  const models = providers.reduce((sum, id) => sum + listed.modelIds(id).length, 0);
  const laid = overlay === undefined ? "no overlay" : `${overlay}: no findings`;
  terminal.out(`${providers.length} providers, ${models} models: no problems; ${laid}`);
  return 0;
}
