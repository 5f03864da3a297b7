/** Targets that have failed and never answered: behind others in a chain nobody would see it before it is needed. */
import { type AttemptFailure, attemptFailures } from "../../semantics/failures.ts";
import type { AttemptRecord } from "../attempts/run.ts";

/** Failures of its own from which on a target that has never answered is told of. */
const ENOUGH = 3;

/** By `provider/model`, for as long as the process runs. */
export class NeverWorked {
  /** Failures of those that have not answered yet. */
  readonly #failures = new Map<string, number>();
  readonly #working = new Set<string>();

  /** Forgets all others. */
  keepOnly(targets: ReadonlySet<string>): void {
    for (const target of this.#failures.keys()) if (!targets.has(target)) this.#failures.delete(target);
    for (const target of this.#working) if (!targets.has(target)) this.#working.delete(target);
  }

  /** What the operator should know of the target, said once. */
  ended({ target, failure }: AttemptRecord): Record<string, unknown> | undefined {
    if (this.#working.has(target)) return undefined;
    if (failure === undefined) {
      this.#working.add(target);
      this.#failures.delete(target);
      return undefined;
    }
    // What is the request's own says nothing of the target.
    if (failure.unsent || !attemptFailures[failure.class as AttemptFailure]?.outage) return undefined;
    const failures = (this.#failures.get(target) ?? 0) + 1;
    this.#failures.set(target, failures);
    if (failures !== ENOUGH) return undefined;
    const { class: name, status, code } = failure;
    return { target, failure: name, status, code, message };
  }
}

const message = `The target has failed ${ENOUGH} times and has not answered once since the start: nothing stands behind what comes before it. \`pointsman probe\` asks every target of a policy.`;
