/** The catalog that a policy is held against: with the overlay that lies beside it. */
import { posix } from "node:path";
import type { Diagnostic } from "../diagnostics/define.ts";
import type { Catalog } from "../load/catalog/open-catalog.ts";
import type { Project } from "../load/project.ts";
import { readSource } from "../load/read-source.ts";
import { checkOverlay } from "./check-overlay.ts";
import { overlayCatalog } from "./overlay-catalog.ts";
import { type Overlay, readOverlay } from "./read-overlay.ts";

export interface LaidOver {
  readonly catalog: Catalog;
  /** Absent when there is none, or it cannot be read. */
  readonly overlay?: Overlay;
  readonly diagnostics: readonly Diagnostic[];
  /** The overlay says what cannot be understood, so names that it may hold are not known. */
  readonly isBroken?: true;
}

/** The overlay's name when nobody gives another. */
export function overlayBeside(policy: string): string {
  return posix.join(posix.dirname(policy), "catalog.yaml");
}

/** An overlay that is asked for by name must be there; the one beside the policy need not. */
export function layOver(catalog: Catalog, policy: string, named: string | undefined, project: Project): LaidOver {
  const name = named ?? overlayBeside(policy);
  const file = readSource(name, project);
  if (file === undefined) {
    if (named === undefined) return { catalog, diagnostics: [] };
    throw new Error(`There is no file ${named}.`);
  }
  if ("code" in file) return { catalog, diagnostics: [file], isBroken: true };
  const { overlay, diagnostics } = readOverlay(file);
  if (!overlay) return { catalog, diagnostics, isBroken: true };
  return {
    catalog: overlayCatalog(catalog, overlay.entries),
    overlay,
    diagnostics: [...diagnostics, ...checkOverlay(overlay, catalog)],
  };
}
