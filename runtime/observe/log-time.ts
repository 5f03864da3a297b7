/** When and how the time was written last. */
let last = { at: Number.NaN, text: "" };

/** Milliseconds since 1970 as the log writes them: ISO 8601, UTC. Each is written once, since that costs as much as all else of a line. */
export function logTime(now: number = Date.now()): string {
  if (now !== last.at) last = { at: now, text: new Date(now).toISOString() };
  return last.text;
}
