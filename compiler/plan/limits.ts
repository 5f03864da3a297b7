/** The limits of routes that set none. Milliseconds. */
export const DEADLINE = 300_000;
export const IDLE = 60_000;
