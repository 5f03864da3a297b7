/** What hosts number, by the names that others give it: each of the two lists is of hosts that leave the numbers of the other unused. */

/** In `error.code`. */
const codes: Readonly<Record<string, string>> = {
  1113: "insufficient_quota",
  1211: "model_not_found",
  1261: "context_length_exceeded",
  1301: "content_filter",
  1304: "insufficient_quota",
  1308: "insufficient_quota",
  1310: "insufficient_quota",
  1312: "overloaded",
};

/** In `base_resp.status_code`, of an answer whose HTTP status may be 200. */
const statuses: Readonly<Record<string, string>> = {
  1002: "rate_limit_exceeded",
  1004: "invalid_api_key",
  1008: "insufficient_quota",
  1026: "content_filter",
  1027: "content_filter",
  1039: "rate_limit_exceeded",
  1041: "rate_limit_exceeded",
  2013: "invalid_request_error",
  2045: "rate_limit_exceeded",
  2049: "invalid_api_key",
  2056: "insufficient_quota",
};

/** Of any other code, the code itself. */
export function nameOfCode(code: string): string {
  return codes[code] ?? code;
}

export function nameOfStatus(status: number): string {
  return statuses[status] ?? String(status);
}
