import type { Credentials } from "../credentials.ts";

/** The same headers for every request, as long as the process runs. */
export function staticKey(headers: readonly string[]): Credentials {
  return { headers: () => headers };
}
