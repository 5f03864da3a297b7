/** A text as a header can carry it: other characters percent-encoded, and cut. */
export function headerText(text: string): string {
  return text.replace(/[^\x20-\x7e]+/g, (other) => encodeURIComponent(other.toWellFormed())).slice(0, 1000);
}
