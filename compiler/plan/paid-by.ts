import type { ProviderFile } from "../../schemas/catalog.ts";

/** What a provider's requests are paid by, as the runtime sees it: the same for all that are asked with one key. */
export function paidBy({ id, auth: { env, signing } }: ProviderFile): string {
  return env[0] ?? signing ?? id;
}
