/** `63 317 1-200`: each seed that is named, in this order. */
export function* seedsIn(ranges: readonly string[]): Generator<number> {
  for (const range of ranges) {
    const [first = 0, last = first] = range.split("-").map(Number);
    for (let seed = first; seed <= last; seed++) yield seed;
  }
}
