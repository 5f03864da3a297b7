/** The first whole number from `least` on for which `holds`, which stays so; `end` when there is none below it. */
export function firstWhole(least: number, end: number, holds: (whole: number) => boolean): number {
  let [low, high] = [least, end];
  while (low < high) {
    const middle = low + Math.floor((high - low) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
