/** What became of the requests on one side: of a split, or in and beside a canary. Bounded, whatever comes. */
import type { FailureClass } from "../../semantics/failures.ts";
import { RollingHistogram } from "./rolling-histogram.ts";

export interface SideName {
  readonly route: string;
  /** The split or canary that it is a side of. */
  readonly of: string;
  readonly side: string;
}

export class Side {
  readonly name: SideName;
  requests = 0;
  /** What clients were told in place of an answer, or what broke one off: how often. */
  readonly failures: Map<FailureClass, number> = new Map();
  /** Of attempts, those that a fallback hid included. */
  readonly attemptFailures: Map<FailureClass, number> = new Map();
  /** Micro-USD of all answers whose cost is known. */
  cost = 0;
  /** Milliseconds that clients waited for a stream to begin, of late. */
  readonly firstToken: RollingHistogram = new RollingHistogram();

  constructor(name: SideName) {
    this.name = name;
  }

  /** One request has ended. */
  ended({ failure, attempts, cost = 0 }: RequestEnd): void {
    this.requests += 1;
    this.cost += cost;
    if (failure) count(this.failures, failure);
    for (const attempt of attempts) if (attempt.failure) count(this.attemptFailures, attempt.failure);
  }
}

/** How a request has ended. */
export interface RequestEnd {
  /** `provider/model` that the client was answered from. */
  readonly answered: string | undefined;
  /** What the client was told in place of an answer, or what broke it off. */
  readonly failure: FailureClass | undefined;
  /** Those that a target was asked in. */
  readonly attempts: readonly { readonly target: string; readonly failure: FailureClass | undefined }[];
  /** Micro-USD. */
  readonly cost: number | undefined;
}

function count(counts: Map<FailureClass, number>, name: FailureClass): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
