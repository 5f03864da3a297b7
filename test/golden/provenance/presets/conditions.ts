import { LONG } from "./limits.ts";

const longerThan = (limit) => (r) => r.inputTokens > limit;

const either =
  (...tests) =>
  (r) =>
    tests.some((test) => test(r));

export const needsLargeModel = either(longerThan(LONG), (r) => r.needs.reasoning);
