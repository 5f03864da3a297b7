/** Whole days from one day to another, YYYY-MM-DD; a month stands for its first day. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
