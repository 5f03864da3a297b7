import type { IncomingHttpHeaders } from "node:http";
import type { Failure } from "../failures.ts";

/** Why an answer cannot be read by its head: compressed bytes were not asked for. */
export function encodedAnswer(headers: IncomingHttpHeaders): Failure | undefined {
  const encoding = headers["content-encoding"] ?? "identity";
  if (encoding === "identity") return undefined;
  return { class: "malformed", detail: `the answer is encoded (${encoding.slice(0, 20)})` };
}
