import { type InputTokens, inputTokensOf } from "./input-tokens.ts";

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
}

/** What goes to a target on the terms of its plan beside what the client says. */
export function addedAt(
  { set, zeroRetention }: Adding,
  target: { readonly zeroRetention?: Members | undefined },
): InputTokens {
  const members = zeroRetention ? target.zeroRetention : undefined;
  return members === undefined ? addedTokens(set) : plusTokens(addedTokens(set), addedTokens(members));
}

type Members = Readonly<Record<string, unknown>>;

const added = new WeakMap<object, InputTokens>();

export function plusTokens(a: InputTokens, b: InputTokens, times: number = 1): InputTokens {
  return {
    expected: a.expected + times * b.expected,
    upper: a.upper + times * b.upper,
    hard: a.hard + times * b.hard,
    textBytes: a.textBytes + times * b.textBytes,
  };
}
