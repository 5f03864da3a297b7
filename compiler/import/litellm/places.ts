import type { Catalog } from "../../load/catalog/open-catalog.ts";
import type { Value } from "../../load/value.ts";
import type { Span } from "../../source.ts";
import type { Findings } from "../findings.ts";
import type { OwnCatalog } from "../own-catalog.ts";

/** What a deployment says of where it is, and of its model. */
export interface Endpoint {
  readonly params: Value;
  readonly info: Value | undefined;
  readonly span: Span;
  /** Which model it is stands in this variable. */
  readonly variable?: string | undefined;
}

/** What the targets of deployments are looked up in, and entered into. */
export interface Places {
  readonly catalog: Catalog;
  readonly own: OwnCatalog;
  readonly findings: Findings;
  /** The strategy holds deployments to their `rpm` and `tpm`. */
  readonly isLimited: boolean;
}
