import type { Shown } from "../diagnostics/define.ts";
import type { Span } from "../source.ts";

/** What was claimed of a policy, and what became of it: everything that was asked, findings or not. */
export interface Proof {
  readonly claim: string;
  /** The family of the check: invariant, reach, chain. */
  readonly code: string;
  readonly verdict: "proved" | "refuted" | "undecided";
  /** One sentence: by what. */
  readonly evidence: string;
  readonly span?: Span;
  readonly shown?: Shown;
}
