/** What all questions about one policy share: the policy, the day, and what may still be spent. */
import type { PolicyIr } from "../lower/ir.ts";
import type { Refinement } from "../regions/refine.ts";
import { Work } from "../regions/search/work.ts";
import type { WitnessTheory } from "../witness/theory.ts";
import { WitnessMemory } from "../witness/witness-memory.ts";
import { Memory } from "./memory.ts";
import { Never } from "./never.ts";
import { Recent } from "./recent.ts";

/** Steps for one question. */
export const QUESTION_WORK = 2_000_000;
/** Steps for all of a policy's questions. */
export const POLICY_WORK = 400_000_000;

/** Columns of a route that are cut finer, and what is known of requests over them. */
export interface Finer {
  readonly refinement: Refinement;
  readonly theory: WitnessTheory;
}

/** Of all routes together: questions about one route follow each other. */
const FINER = 48;

export interface VerifySession {
  readonly policy: PolicyIr;
  /** YYYY-MM-DD: witnesses are of this day or later. */
  readonly today: string;
  readonly work: Work;
  /** What the questions that are asked at the moment may spend of it: no check is to starve the others. */
  share: Work;
  /** Why questions were given up, in their order. */
  readonly givenUp: string[];
  /** Answers of earlier runs. */
  readonly memory: Memory;
  readonly never: Never;
  readonly finer: Recent<Finer>;
  /** Routes that questions were asked about. */
  spaces: number;
  /** Parts of requests that questions have in common. */
  readonly witnesses: WitnessMemory;
}

export interface SessionOptions {
  /** Steps for all questions together. */
  readonly steps?: number;
  readonly memory?: Memory;
}

export function verifySession(
  policy: PolicyIr,
  today: string,
  { steps = POLICY_WORK, memory = new Memory() }: SessionOptions = {},
): VerifySession {
  const work = new Work(steps);
  const kept = { never: new Never(), finer: new Recent<Finer>(FINER), spaces: 0, witnesses: new WitnessMemory() };
  return { policy, today, work, share: work, givenUp: [], memory, ...kept };
}
