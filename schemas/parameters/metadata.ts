/** What callers may say of a request: how a table declares it, and how much of it there may be. */

export interface MetadataField {
  /** All that may be sent, sorted; absent: any text. */
  values?: string[] | undefined;
  /** Requests without it are refused. */
  required?: true | undefined;
}

/** UTF-16 units of a value; OpenAI's bounds, which hold for what is declared and for what is passed on. */
export const MOST_VALUE_LENGTH = 512;
/** UTF-16 units of a name that is passed on. */
export const MOST_NAME_LENGTH = 64;
/** Names that are passed on. */
export const MOST_NAMES = 16;

/** Headers that carry a credential, say how a request is sent, or are Pointsman's own: no policy is told of them. */
const reservedHeader =
  /^(?:x-pointsman-.*|host|connection|keep-alive|te|trailer|transfer-encoding|upgrade|expect|content-(?:length|type|encoding)|accept-encoding|(?:.*-)?(?:authorization|cookie2?|api-?key|token|secret|password|credentials?|signature))$/;

export function isReservedHeader(name: string): boolean {
  return reservedHeader.test(name);
}

/**
 * What stands after `x-pointsman-` in headers of our own, in requests and answers. A field of that name could not be
 * sent in a header, or its header would be read as something else.
 */
export const reservedNames: readonly string[] = [
  "attempts",
  "changed",
  "cache",
  "canary",
  "cost-unsettled-usd",
  "budget-left",
  "cost-usd",
  "dropped",
  "fallback",
  "limited",
  "metadata",
  "price-input",
  "price-output",
  "route",
  "rule",
  "simulated",
  "sticky",
  "table",
  "target",
  "usage",
];
