/** Micro-USD → USD in decimal digits, exact to a thousandth of a micro-USD. */
export function usd(micro: number): string {
  const digits = (micro / 1e6).toFixed(9);
  let end = digits.length;
  while (digits[end - 1] === "0") end--;
  return digits.slice(0, digits[end - 1] === "." ? end - 1 : end);
}
