/** What a caller is told whose key does not open. */
import type { Refusal } from "../refusal.ts";
import type { KeyFault } from "../state/keys.ts";

export function keyRefusal({ fault }: KeyFault): Refusal {
  switch (fault) {
    case "missing":
      return wrongKey("invalid_api_key", "An API key is needed.");
    case "unknown":
      return wrongKey("invalid_api_key", "The API key is not known here.");
    case "expired":
      return wrongKey("api_key_expired", "This API key has expired. Ask for a new one.");
    case "revoked":
      return wrongKey("api_key_revoked", "This API key was revoked. Ask for a new one.");
    case "replaced":
      return wrongKey("api_key_replaced", "This API key was replaced by a new one, which is to be used now.");
    case "elsewhere":
      return {
        ...{ status: 403, kind: "forbidden", code: "address_not_allowed", param: null },
        message: "This API key may not be used from this address.",
      };
    case "unchecked":
      return {
        ...{ status: 503, kind: "failed", code: "keys_unavailable", param: null },
        message: "The gateway cannot check API keys just now. Send the request again later.",
        headers: { "retry-after": "5" },
      };
    default:
      return fault satisfies never;
  }
}

function wrongKey(code: string, message: string): Refusal {
  const headers = { "www-authenticate": "Bearer" };
  return { status: 401, kind: "unauthenticated", code, param: null, message, headers };
}
