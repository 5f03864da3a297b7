import type { Catalog } from "../load/catalog/open-catalog.ts";
import type { Value } from "../load/value.ts";
import type { SourceFile } from "../source.ts";
import type { DeclaredNames } from "./declared-names.ts";

/** A policy as it stands in an editor, half written perhaps. */
export interface EditedPolicy {
  readonly file: SourceFile;
  /** Absent while the text cannot be read. */
  readonly value: Value | undefined;
  /** As it was when the text could be read last. */
  readonly declared: DeclaredNames;
  readonly catalog: Catalog;
}
