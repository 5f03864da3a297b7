/** The second that was written last, in milliseconds since 1970, and its text up to the point. */
let last = { second: Number.NaN, text: "" };

/** Milliseconds since 1970 as the log writes them: ISO 8601, UTC. Each second is written once, since that costs as much as all else of a line. */
export function logTime(now: number = Date.now()): string {
  const ms = now % 1_000;
  const second = now - ms;
  if (second !== last.second) last = { second, text: new Date(second).toISOString().slice(0, -"000Z".length) };
  return `${last.text}${ms < 10 ? "00" : ms < 100 ? "0" : ""}${ms}Z`;
}
