import { emulationTokens, mayEmulate } from "../emulation.ts";
import type { Treatments } from "../parameters/treatments.ts";
import { type InputTokens, inputTokensOf } from "./input-tokens.ts";
import { plusTokens } from "./plus-tokens.ts";

const nothing: InputTokens = { expected: 0, upper: 0, hard: 0, textBytes: 0 };

/** What the parameters that a policy fixes add to a body, in the base figures, even where they replace the client's. */
export function addedTokens(set: Readonly<Record<string, unknown>> | undefined): InputTokens {
  if (set === undefined) return nothing;
  const known = added.get(set) ?? plusTokens(inputTokensOf(set), inputTokensOf({}), -1);
  added.set(set, known);
  return known;
}

export interface Adding {
  readonly set?: Members | undefined;
  readonly zeroRetention?: boolean | undefined;
  readonly unsupported?: Treatments | undefined;
}

interface AddedTo {
  readonly zeroRetention?: Members | undefined;
  readonly lacks: readonly string[];
}

/** What goes to a target on the terms of its plan beside what the client says, at most. */
export function addedAt(plan: Adding, { zeroRetention, lacks }: AddedTo): InputTokens {
  const parts = [addedTokens(plan.set)];
  if (plan.zeroRetention && zeroRetention) parts.push(addedTokens(zeroRetention));
  if (mayEmulate(plan, lacks)) parts.push(emulationTokens);
  return parts.reduce((sum, part) => plusTokens(sum, part));
}

type Members = Readonly<Record<string, unknown>>;

const added = new WeakMap<object, InputTokens>();
