/** A number of JSON in one spelling: its digits without zeros around them, and the power of ten of the last one. `1.50e3` is `15e2`. */
export function decimalOf(source: string): string {
  const [, sign = "", whole = "", part = "", power = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(source) ?? [];
  const digits = (whole + part).replace(/^0+/, "");
  const short = digits.replace(/0+$/, "");
  if (short === "") return "0";
  const exponent = BigInt(power) - BigInt(part.length) + BigInt(digits.length - short.length);
  return `${sign}${short}e${exponent}`;
}
