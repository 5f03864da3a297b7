/** Why a request is not answered, before a dialect gives it a status and a shape. */
export type ProblemKind =
  | "bad-request"
  | "no-such-path"
  | "no-key"
  | "wrong-key"
  | "no-such-model"
  | "too-large"
  | "context-length"
  | "content-filter"
  | "rate-limit"
  | "internal"
  | "overloaded";

export interface Problem {
  readonly kind: ProblemKind;
  readonly message: string;
  /** The member of the request that is wrong. */
  readonly param?: string;
  /** Where a dialect has another code for this than for others of its kind. */
  readonly code?: string;
  /** Where a dialect has another status for this than for others of its kind. */
  readonly status?: number;
  /** Seconds, for `rate-limit`. */
  readonly retryAfter?: number;
  /** The tokens of the prompt and how many the model takes, for `context-length`. */
  readonly tokens?: { readonly prompt: number; readonly most: number };
  /** Everything that is wrong, where a dialect tells more than one. */
  readonly violations?: readonly FieldViolation[];
}

export interface FieldViolation {
  readonly field: string;
  readonly description: string;
}

/** Thrown while a request is read; becomes the dialect's error answer. */
export class RequestProblem extends Error {
  override readonly name = "RequestProblem";
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** @throws RequestProblem always */
export function badRequest(message: string, param?: string): never {
  throw new RequestProblem({ kind: "bad-request", message, ...(param === undefined ? {} : { param }) });
}
