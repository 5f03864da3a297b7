/** What the files of a catalog cannot mean, although each of them has the right form. */
import { join, relative } from "node:path";
import { type ModelEntry, modelsFile, type ProviderFile, providerFile } from "../../schemas/catalog.ts";
import { CatalogError, type CatalogProblem } from "../load/catalog/catalog-error.ts";
import type { Catalog } from "../load/catalog/open-catalog.ts";
import { readDocument } from "../load/catalog/read-document.ts";

/** Every problem in the files of a catalog's directory. */
export function catalogProblems(catalog: Catalog, root: string): CatalogProblem[] {
  return catalog.providerIds().flatMap((id) => {
    const paths = [join(root, id, "provider.yaml"), join(root, id, "models.yaml")] as const;
    const problems: CatalogProblem[] = [];
    const read = <T>(from: () => T): T | undefined => collecting(problems, from);
    read(() => readDocument<ProviderFile>(paths[0], providerFile) && catalog.provider(id));
    const file = read(() => readDocument(paths[1], modelsFile).value);
    const name = relative(process.cwd(), paths[1]);
    const found = Object.entries(file?.models ?? {}).flatMap(([model, entry]) =>
      wrongIn(entry, file!.models).map((message) => ({ file: name, message: `models.${model}.${message}` })),
    );
    return [...problems, ...found];
  });
}

function collecting<T>(problems: CatalogProblem[], read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof CatalogError)) throw error;
    problems.push(...error.problems);
    return undefined;
  }
}

function wrongIn(entry: ModelEntry, siblings: Readonly<Record<string, ModelEntry>>): string[] {
  const { context, maxInput = 0, maxOutput = 0, replacement, price } = entry;
  const other = replacement === undefined ? undefined : siblings[replacement];
  const bounds = [0, ...(price?.tiers ?? []).map((tier) => tier.above), context];
  const days = (price?.scheduled ?? []).map((next) => next.from);
  return [
    ...(maxInput > context ? [`maxInput: ${maxInput} is more than the context, ${context}`] : []),
    ...(maxOutput > context ? [`maxOutput: ${maxOutput} is more than the context, ${context}`] : []),
    ...(replacement !== undefined && !other ? [`replacement: there is no model ${replacement} here`] : []),
    ...(other?.status === "retired" ? [`replacement: ${replacement} is retired itself`] : []),
    ...(ascends(bounds) ? [] : ["price.tiers: the bounds must ascend, and lie within the context"]),
    ...(ascends(days) ? [] : ["price.scheduled: the days must ascend"]),
  ];
}

function ascends<T extends number | string>(values: readonly T[]): boolean {
  return values.every((value, at) => at === 0 || values[at - 1]! < value);
}
