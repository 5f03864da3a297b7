import type { Diagnostic } from "../../diagnostics/define.ts";
import type { Value } from "../../load/value.ts";

/** What is known beside the policy. */
export interface Known {
  /** Some provider or model takes this member of a body, beside the listed parameters. */
  takesMember(name: string): boolean;
}

/** What it finds in a loaded policy. Reads what is there; the shape need not hold. */
export type ValueCheck = (root: Value, known: Known) => Diagnostic[];
