/** The doubles that are at least 0, finite, in their order: each has a number. */

const view: DataView = new DataView(new ArrayBuffer(8));

/** Of a double that is at least 0. */
export function doubleNumber(value: number): bigint {
  view.setFloat64(0, value + 0);
  return view.getBigInt64(0);
}

export function doubleAt(number: bigint): number {
  view.setBigInt64(0, number);
  return view.getFloat64(0);
}

export const doubleCount: bigint = doubleNumber(Number.MAX_VALUE) + 1n;
