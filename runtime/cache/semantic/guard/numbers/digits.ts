/** What figures mean. */

/** Digits of any script as those of ASCII. */
export function asciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => (digit >= "0" && digit <= "9" ? digit : String(digitOf(digit))));
}

/** Digits stand in tens, one behind the other. */
function digitOf(digit: string): number {
  const point = digit.codePointAt(0)!;
  let before = point;
  while (/\p{Nd}/u.test(String.fromCodePoint(before - 1))) before--;
  return (point - before) % 10;
}

/**
 * `1,500` is `1500` and `2.50` is `2.5`; where points and commas mean the opposite of English, `isPointGroup` says so. What is no plain
 * number, such as `007`, `1.2.3` or a number of an account, stays as it is.
 */
export function plainNumber(written: string, isPointGroup: boolean): string {
  const [group, point] = isPointGroup ? [".", ","] : [",", "."];
  const [whole = "", ...fraction] = written.split(point);
  const groups = whole.split(group);
  const isGrouped = /^[1-9]\d{0,2}$/.test(groups[0]!) && groups.slice(1).every((each) => each.length === 3);
  const digits = groups.join("");
  if (fraction.length > 1 || fraction[0]?.includes(group) || (groups.length > 1 && !isGrouped)) return written;
  if (digits.length > 15 || /^0\d/.test(digits)) return written;
  const decimals = fraction[0]?.replace(/0+$/, "");
  return decimals ? `${digits}.${decimals}` : digits;
}
