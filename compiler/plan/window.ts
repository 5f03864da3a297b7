import type { Target } from "../lower/ir.ts";

/** Tokens of input that a target takes at most. */
export function windowOf({ model }: Target): number {
  return model.maxInput ?? model.context;
}

/** A window that is smaller by less than this share is taken to be the same: providers count differently. */
const NEAR = 0.9;

/** Whether a target takes so much less than another that large requests are lost on the way to it. */
export function isMuchSmaller(target: Target, than: Target): boolean {
  return windowOf(target) < NEAR * windowOf(than);
}
