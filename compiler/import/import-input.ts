import type { Catalog } from "../load/catalog/open-catalog.ts";
import type { Value } from "../load/value.ts";
import type { DraftMap } from "./draft.ts";
import type { Findings } from "./findings.ts";

/** What an importer is given. */
export interface ImportInput {
  readonly root: Value;
  readonly catalog: Catalog;
  readonly findings: Findings;
  /** YYYY-MM-DD */
  readonly today: string;
}

/** What it makes. */
export interface Drafts {
  readonly policy: DraftMap;
  /** Absent where the catalog has everything. */
  readonly overlay?: DraftMap | undefined;
}
