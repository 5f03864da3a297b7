/** A text as a header can carry it: other characters percent-encoded, and cut. */
export function headerText(text: string): string {
  if (text.length <= LONGEST && isPlain.test(text)) return text;
  return text.replace(/[^\x20-\x7e]+/g, (other) => encodeURIComponent(other.toWellFormed())).slice(0, LONGEST);
}

const LONGEST = 1_000;
const isPlain = /^[\x20-\x7e]*$/;
