/**
 * How long a number of a JSON value may get. Readers differ in what they keep of it, and print it again with all its zeros,
 * with an exponent, or digit by digit as it came.
 */

/** Zeros behind the point of a whole number: `1.000000`. */
const ZEROS = 8;
/** `-1.00000000000000000e-300`, as C prints any number that it reads. */
const LONGEST_FLOAT = 28;
const DIGITS = 17;
const SURELY_WHOLE = 1e15;

/** Characters; no printer of the number is above, and the runtime takes no number that came with more. */
export function numberBytes(value: number): number {
  if (Number.isInteger(value) && Math.abs(value) < SURELY_WHOLE) return String(value).length + ZEROS;
  return Math.max(LONGEST_FLOAT, plainLength(value.toExponential(DIGITS)) + ".0".length);
}

/** Characters of a JSON number without its exponent: 7 for `15e5`, 5 for `1e-3`. */
export function plainLength(text: string): number {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = parts.exec(text) ?? [];
  const [digits, point] = [whole.length + fraction.length, whole.length + Number(exponent)];
  if (point <= 0) return sign.length + 2 - point + digits;
  return sign.length + Math.max(digits, point) + (point < digits ? 1 : 0);
}

const parts = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/** Of all numbers in a JSON value: characters beyond those that they are printed with here. */
export function numberExcess(value: unknown): number {
  let excess = 0;
  const open = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next === "number") excess += numberBytes(next) - String(next).length;
    else if (Array.isArray(next)) for (const each of next) open.push(each);
    else if (typeof next === "object" && next !== null) for (const each of Object.values(next)) open.push(each);
  }
  return excess;
}
