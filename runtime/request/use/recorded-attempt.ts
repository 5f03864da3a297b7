/** A try whose use is written down when it has ended. */

import type { AttemptTerms, Begin, OperationAttempt } from "../operation-attempt.ts";
import type { ReadyTarget } from "../ready-targets.ts";
import { AttemptEnd, type Reckons } from "../spending/attempt-end.ts";
import type { AttemptsUse } from "../spending/request-spending.ts";
import { StreamedSize } from "../streamed-size.ts";

export interface Recorded {
  readonly request: Reckons;
  readonly use: AttemptsUse;
  readonly target: ReadyTarget;
  /** Micro-USD that it may cost; undefined where a price is not known. */
  readonly bound: number | undefined;
  /** Beside the request, which may be over before it. */
  readonly isAside: boolean;
}

export function recordedAttempt(
  { request, use, target, bound, isAside }: Recorded,
  terms: AttemptTerms,
  begin: Begin,
): OperationAttempt {
  const end = new AttemptEnd(request, { bound, isAside, charged: (charge) => use.charged(target, charge) });
  const size = terms.size ?? new StreamedSize();
  const attempt = begin({ ...terms, size });
  void attempt.finished.then((failure) => end.ended(attempt, failure, size.tokens));
  return attempt;
}
