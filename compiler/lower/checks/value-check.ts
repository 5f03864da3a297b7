import type { Diagnostic } from "../../diagnostics/define.ts";
import type { Value } from "../../load/value.ts";

/** What it finds in a loaded policy. Reads what is there; the shape need not hold. */
export type ValueCheck = (root: Value) => Diagnostic[];
