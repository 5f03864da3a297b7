/** What an editor says of a failure class. */
import { type AttemptFailure, attemptFailures } from "../../semantics/failures.ts";

export function aboutFailure(name: string): string[] | undefined {
  if (!Object.hasOwn(attemptFailures, name)) return undefined;
  const { fallback, retry } = attemptFailures[name as AttemptFailure];
  return [
    "A failure class: how one attempt failed.",
    fallback ? "Goes on to the next target by itself." : "Is the answer, unless `fallbackOn` names it.",
    retry ? "May pass: the same target is worth another try." : "Does not pass by trying again.",
  ];
}
