import { createHash } from "node:crypto";

/** Characters that most APIs take of an id of an end user. */
const MOST = 64;

/** The id of an end user, or its hash where it is longer than APIs take it: the same user has the same one. */
export function shortUser(user: string): string {
  return user.length > MOST ? createHash("sha256").update(user).digest("hex") : user;
}
