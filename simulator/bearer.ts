import type { IncomingHttpHeaders } from "node:http";

/** The token of `authorization: Bearer`. */
export function bearer({ authorization = "" }: IncomingHttpHeaders): string | undefined {
  return /^Bearer\s+(\S+)/i.exec(authorization)?.[1];
}

/** The value of a header that is given once and not empty. */
export function headerOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}
