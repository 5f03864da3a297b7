/** How many of the ascending items are below `item`: its index, if it is one of them. */
export function countBelow<T extends number | string>(items: readonly T[], item: T): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (items[middle]! < item) low = middle + 1;
    else high = middle;
  }
  return low;
}
