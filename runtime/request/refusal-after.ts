/** What a client is told when attempts have failed: the most telling failure, all that was tried, and when to come again. */
import type { AttemptRecord } from "../attempts/run.ts";
import type { Failure } from "../failures.ts";
import { type AttemptNote, type Refusal, refusalOf } from "../refusal.ts";
import type { Plan } from "./plan.ts";

export function refusalAfter(
  failure: Failure,
  records: readonly AttemptRecord[],
  { retry }: Pick<Plan, "retry">,
): Refusal {
  const wait = shortestWait(records);
  const told = wait === undefined ? failure : { ...failure, retryAfter: wait };
  return refusalOf(told, records.flatMap(noteOf), retry?.times);
}

/** Milliseconds until the first target may be asked again, where there are several and each has said when. */
function shortestWait(records: readonly AttemptRecord[]): number | undefined {
  const last = new Map(records.map(({ target, failure }) => [target, failure?.retryAfter]));
  const waits = [...last.values()].filter((wait) => wait !== undefined);
  return waits.length > 1 && waits.length === last.size ? Math.min(...waits) : undefined;
}

/** Of an attempt that failed, what the client may see. */
function noteOf({ target, failure, led, ms }: AttemptRecord): AttemptNote[] {
  if (!failure) return [];
  const { class: name, status } = failure;
  return [{ target, failure: name, ...(status !== undefined && { status }), ...(led !== undefined && { led }), ms }];
}
