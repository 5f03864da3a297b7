/** Priorities go from `-MOST_PRIORITY` to this; who has none has 0. */
export const MOST_PRIORITY = 100;
