/** Random plans and random schedules of faults: what each provider does from when on, and who asks when. Times in milliseconds. */
import fc from "fast-check";
import { type AttemptFailure, attemptFailures } from "../../../../semantics/failures.ts";

export type Behaviour =
  | { does: "answers"; first: number; every: number; texts: number }
  | { does: "refuses"; after: number; status: number; code: string; retryAfter?: number | undefined }
  | { does: "falls silent"; after: number; texts: number; hasHead: boolean }
  | { does: "breaks"; after: number; texts: number; hasHead: boolean }
  | { does: "ends early"; after: number; texts: number }
  | { does: "never ends"; first: number; every: number };

export interface Phase {
  from: number;
  behaviour: Behaviour;
}

export interface Limits {
  deadline: number;
  idle: number;
  attempt?: number | undefined;
  firstToken?: number | undefined;
}

export interface Request {
  at: number;
  stream: boolean;
  /** It leaves so long after it has asked. */
  leaves?: number | undefined;
}

export interface World {
  limits: Limits;
  retry?: { times: number; after?: number | undefined } | undefined;
  fallbackOn?: string[] | undefined;
  /** `after`: absent where it is measured. */
  hedge?: { after?: number | undefined; most?: number | undefined } | undefined;
  /** Of each target, in the plan's order. */
  targets: Phase[][];
  requests: Request[];
  chance: number;
}

const short = fc.integer({ min: 1, max: 40 });
const long = fc.integer({ min: 1, max: 3_000 });
const sometimes = <T>(some: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(some, { nil: undefined });

/** USD per million tokens. */
export const priceOf = (target: number): { input: number; output: number } => ({
  input: target + 1,
  output: 10 + target,
});
/** Tokens: the most of each answer, and what every provider says that it wrote and read. */
export const MOST_OUTPUT = 100;
export const counted = { prompt_tokens: 5, completion_tokens: 90, total_tokens: 95 };

/** Status and code, as the most common of wires says them. */
const refusals = [
  [429, "rate_limit_exceeded"],
  [429, "insufficient_quota"],
  [503, "overloaded"],
  [500, "server_error"],
  [401, "invalid_api_key"],
  [404, "model_not_found"],
  [400, "context_length_exceeded"],
  [400, "content_filter"],
  [400, "invalid_value"],
] as const;

const quick = fc.record({ does: fc.constant("answers" as const), first: short, every: fc.constant(1), texts: short });
const texts = fc.nat({ max: 3 });

const refuses = fc
  .record({ after: long, refusal: fc.constantFrom(...refusals), retryAfter: sometimes(fc.nat({ max: 30_000 })) })
  .map(({ after, refusal: [status, code], retryAfter }) => ({
    does: "refuses" as const,
    after,
    status,
    code,
    retryAfter,
  }));

const behaviour: fc.Arbitrary<Behaviour> = fc.oneof(
  { weight: 3, arbitrary: quick },
  fc.record({ does: fc.constant("answers" as const), first: long, every: long, texts: fc.integer({ min: 1, max: 4 }) }),
  { weight: 3, arbitrary: refuses },
  fc.record({ does: fc.constant("falls silent" as const), after: short, texts, hasHead: fc.boolean() }),
  fc.record({ does: fc.constant("breaks" as const), after: long, texts, hasHead: fc.boolean() }),
  fc.record({ does: fc.constant("ends early" as const), after: short, texts }),
  fc.record({ does: fc.constant("never ends" as const), first: short, every: fc.integer({ min: 50, max: 2_000 }) }),
);

const phases: fc.Arbitrary<Phase[]> = fc
  .tuple(behaviour, fc.array(fc.record({ from: fc.nat({ max: 60_000 }), behaviour }), { maxLength: 3 }))
  .map(([first, more]) => [{ from: 0, behaviour: first }, ...more.sort((a, b) => a.from - b.from)]);

const names = Object.keys(attemptFailures) as AttemptFailure[];

export const worlds: fc.Arbitrary<World> = fc.record({
  limits: fc.record({
    deadline: fc.integer({ min: 1_000, max: 20_000 }),
    idle: fc.integer({ min: 100, max: 5_000 }),
    attempt: sometimes(fc.integer({ min: 100, max: 5_000 })),
    firstToken: sometimes(fc.integer({ min: 100, max: 3_000 })),
  }),
  retry: sometimes(fc.record({ times: fc.nat({ max: 4 }), after: sometimes(fc.integer({ min: 100, max: 4_000 })) })),
  fallbackOn: sometimes(fc.subarray(names, { minLength: 1 })),
  hedge: sometimes(
    fc.record({
      after: fc.option(fc.integer({ min: 20, max: 3_000 }), { freq: 4, nil: undefined }),
      most: fc.constantFrom(1, 1, 1, 0.5, 0.3, 0, undefined),
    }),
  ),
  targets: fc.array(phases, { minLength: 1, maxLength: 5 }),
  requests: fc.array(
    fc.record({
      at: fc.nat({ max: 60_000 }),
      stream: fc.boolean(),
      leaves: fc.option(long, { freq: 8, nil: undefined }),
    }),
    { minLength: 1, maxLength: 8 },
  ),
  chance: fc.double({ min: 0, max: 0.999, noNaN: true }),
});
