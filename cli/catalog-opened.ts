/** The catalog that a `catalog` command works on: the shipped one or another, with the overlay that counts. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Diagnostic } from "../compiler/diagnostics/define.ts";
import { CatalogError } from "../compiler/load/catalog/catalog-error.ts";
import { type Catalog, openCatalog } from "../compiler/load/catalog/open-catalog.ts";
import { nameOf, openProject } from "../compiler/load/project.ts";
import { layOver, overlayBeside } from "../compiler/overlay/lay-over.ts";
import { packageFolder } from "../compiler/package-folder.ts";
import { UsageError } from "./usage-error.ts";

export const catalogOptions = {
  catalog: { type: "string" },
  policy: { type: "string" },
  data: { type: "string" },
} as const;

export interface CatalogValues {
  readonly catalog?: string | undefined;
  readonly policy?: string | undefined;
  readonly data?: string | undefined;
}

export interface OpenedCatalog {
  /** With the overlay. */
  readonly catalog: Catalog;
  /** As it is shipped. */
  readonly listed: Catalog;
  /** The folder of its files. */
  readonly root: string;
  /** The overlay's file, where there is one. */
  readonly overlay?: string;
  /** What is wrong with the overlay. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Throws a `UsageError` when a file that was named is not there, or the data cannot be used. */
export function openedCatalog({ catalog: named, policy, data }: CatalogValues): OpenedCatalog {
  const root = data ?? fileURLToPath(new URL("catalog/", packageFolder));
  if (named !== undefined && !existsSync(named)) throw new UsageError(`the overlay \`${named}\` does not exist`);
  if (policy !== undefined && !existsSync(policy)) throw new UsageError(`the policy \`${policy}\` does not exist`);
  const beside = nameOf(policy ?? "routes.yaml");
  return usable(() => {
    const listed = openCatalog(root);
    const overlay = named === undefined ? overlayBeside(beside) : nameOf(named);
    const { catalog, diagnostics } = layOver(listed, beside, named && overlay, openProject(overlay));
    return { catalog, listed, root, diagnostics, ...(existsSync(overlay) ? { overlay } : {}) };
  });
}

/** A catalog that cannot be used is told as one. */
export function usable<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof CatalogError) throw new UsageError(`the catalog cannot be used\n${error.message}`);
    throw error;
  }
}
