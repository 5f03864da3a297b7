const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** How durations are written, for messages. */
export const durationExamples = "`500ms`, `30s`, `10m`, `3h` or `1h30m`";

/** Milliseconds of a text such as `1h30m`; undefined where it is none. */
export function parseDuration(text: string): number | undefined {
  if (!/^(?:\d+(?:\.\d+)?(?:ms|s|m|h))+$/.test(text)) return undefined;
  let sum = 0;
  for (const [, number, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)) sum += Number(number) * units[unit!]!;
  return sum;
}
