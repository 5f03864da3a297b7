/** Who waits for a target that has as many requests as it may have at once. Loaded where a target of the table lets wait. */
import type { OperationAttempt } from "./operation-attempt.ts";
import type { ReadyTarget } from "./ready-targets.ts";

/** One that would wait. */
export interface AskingForPlace {
  readonly priority: number;
  /** Milliseconds that it has. */
  readonly most: number;
  /** Begins the try, when there is a place for it; undefined where the target is not to be asked any more. */
  begin(): OperationAttempt | undefined;
  /** It has waited in vain. */
  refused(ms: number): void;
}

export interface Lines {
  /** One of this priority finds a place in the target's line. */
  takes(target: ReadyTarget, priority: number): boolean;
  /** Joins the line, which `takes` it: a try that is made when its turn has come. */
  wait(target: ReadyTarget, asking: AskingForPlace): OperationAttempt;
  /** A place at some target is free again. */
  freed(): void;
}
