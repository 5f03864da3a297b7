/** Tokens of the account of a machine, from its metadata. */
import { type Asking, jsonOf } from "../../ask-once.ts";
import type { Environment } from "../../environment.ts";
import { heldToken, type TokenSource } from "./access-token.ts";

/** Milliseconds; elsewhere than on such a machine nobody answers. */
const LIMIT = 1_000;

/** The address goes without a name, so that nobody is asked for it. */
const ADDRESS = "169.254.169.254";

export function machineTokens({ GCE_METADATA_HOST }: Environment, asking: Asking): TokenSource {
  const path = "/computeMetadata/v1/instance/service-accounts/default/token";
  const url = new URL(`http://${GCE_METADATA_HOST || ADDRESS}${path}`);
  return {
    fetch: async () => {
      const headers = { "metadata-flavor": "Google" };
      const answer = await jsonOf(asking, { method: "GET", url, headers, limit: LIMIT, direct: true });
      return heldToken(answer, asking.clock.date().getTime(), url.origin);
    },
  };
}
