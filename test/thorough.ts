/** `npm test` looks at a slice of what could go on for long, `npm run check` at all of it; each slice holds every kind of case. */
export const isThorough: boolean = process.env.THOROUGH === "1";

/** How much to look at: `all`, or the slice. */
export function thorough<T>(all: T, slice: T): T {
  return isThorough ? all : slice;
}
