/** Where a provider is reached, and what every request to it carries, built once. */
import type { TableProvider } from "../../schemas/table.ts";
import type { Credentials } from "./credentials.ts";
import { type CredentialOpener, simulatedCredentials } from "./open-credentials.ts";

export interface UpstreamEndpoint {
  origin: string;
  /** Path and query. */
  path: string;
  /** Names and values in turn, credentials apart. */
  headers: string[];
  credentials: Credentials;
  /** The same for all providers that are asked with the same key. */
  account: string;
  /** A simulator stands in for the provider. */
  simulated: boolean;
}

/** Rejects with a `RuntimeError` where the provider asks for a key, none can be had, and nothing stands in for it. */
export async function upstreamEndpoint(
  provider: TableProvider,
  opener: CredentialOpener,
  standIn?: string,
): Promise<UpstreamEndpoint> {
  const url = new URL(provider.chatUrl);
  const simulated = standIn !== undefined;
  return {
    origin: standIn === undefined ? url.origin : new URL(standIn).origin,
    path: url.pathname + url.search,
    headers: fixedHeaders(provider),
    account: accountOf(provider),
    credentials: simulated ? simulatedCredentials(provider) : await opener.open(provider),
    simulated,
  };
}

/** By where its key stands, which is no secret. */
function accountOf({ id, auth: { env, signing } }: TableProvider): string {
  return env[0] ?? signing ?? id;
}

function fixedHeaders(provider: TableProvider): string[] {
  const own = Object.entries(provider.headers).flat();
  return ["content-type", "application/json", "accept-encoding", "identity", "user-agent", "pointsman", ...own];
}
