/** Where a provider is reached, and the headers that every request to it carries, built once. */
import type { TableProvider } from "../../schemas/table.ts";
import { RuntimeError } from "../runtime-error.ts";

export interface UpstreamEndpoint {
  origin: string;
  /** Path and query. */
  path: string;
  /** Names and values in turn, credentials included: never logged. */
  headers: string[];
  /** A simulator stands in for the provider. */
  simulated: boolean;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Throws `missing-key` where the provider asks for a key, none is set, and nothing stands in for it. */
export function upstreamEndpoint(provider: TableProvider, env: Environment, standIn?: string): UpstreamEndpoint {
  const url = new URL(provider.chatUrl);
  return {
    origin: standIn === undefined ? url.origin : new URL(standIn).origin,
    path: url.pathname + url.search,
    headers: [...fixedHeaders(provider), ...authHeader(provider, env, standIn !== undefined)],
    simulated: standIn !== undefined,
  };
}

function fixedHeaders(provider: TableProvider): string[] {
  const own = Object.entries(provider.headers).flat();
  return ["content-type", "application/json", "accept-encoding", "identity", "user-agent", "pointsman", ...own];
}

/** A stand-in never sees the real key. */
function authHeader({ id, auth }: TableProvider, env: Environment, simulated: boolean): string[] {
  if (auth.header === undefined || auth.env.length === 0) return [];
  const key = simulated ? "simulated" : auth.env.map((name) => env[name]?.trim()).find((value) => value);
  if (key === undefined) throw missingKey(id, auth.env);
  return [auth.header, auth.scheme ? `${auth.scheme} ${key}` : key];
}

function missingKey(id: string, names: string[]): RuntimeError {
  const message =
    `The provider "${id}" has no key. Set ${names.join(" or ")} in the environment,` +
    " or start with --simulate to let a simulator stand in for it.";
  return new RuntimeError("missing-key", message);
}
