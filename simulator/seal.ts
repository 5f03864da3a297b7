import { createHash, createHmac } from "node:crypto";

const secret = "a key that every simulator has";
const half = 16;

/** The proof that a simulator made this text, as providers put it beside what their models think: 44 characters. */
export function seal(text: string): string {
  const digest = digestOf(text);
  return Buffer.concat([digest, macOf(digest)]).toString("base64");
}

/** Whether the proof was made by a simulator. */
export function isSeal(proof: string): boolean {
  const bytes = Buffer.from(proof, "base64");
  return bytes.length === 2 * half && macOf(bytes.subarray(0, half)).equals(bytes.subarray(half));
}

/** Whether the proof was made for this text. */
export function seals(proof: string, text: string): boolean {
  return isSeal(proof) && Buffer.from(proof, "base64").subarray(0, half).equals(digestOf(text));
}

function digestOf(text: string): Buffer {
  return createHash("sha256").update(text).digest().subarray(0, half);
}

function macOf(digest: Buffer): Buffer {
  return createHmac("sha256", secret).update(digest).digest().subarray(0, half);
}
