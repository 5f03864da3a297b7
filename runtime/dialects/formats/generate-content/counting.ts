import type { Counting } from "../../dialect.ts";

type Request = Counting["request"];

/** `request`: hosts differ in how much of a request they count. */
export function countTokens(request: Request): Counting {
  return {
    path: (chat) => chat.replace(/:generateContent$/, ":countTokens"),
    request,
    tokens: (body) => (body as { totalTokens?: unknown } | null)?.totalTokens,
  };
}
