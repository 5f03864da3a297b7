import { randomBytes } from "node:crypto";

/** What a caller presents: 192 bits that nobody guesses. */
export function newKey(): string {
  return `pm-${randomBytes(24).toString("base64url")}`;
}
