/** From what a table says of a provider's keys to its credentials: the first way for which there is something. */
import type { TableProvider } from "../../schemas/table.ts";
import type { Clock } from "../clock.ts";
import { RuntimeError } from "../runtime-error.ts";
import { staticKey } from "./credentials/static-key.ts";
import type { Credentials } from "./credentials.ts";
import type { Environment } from "./environment.ts";
import { firstSecret } from "./secret.ts";

export interface CredentialSurroundings {
  readonly env: Environment;
  readonly clock: Clock;
  /** Told what the operator must mend while requests go on; without secrets. */
  alarm(message: string): void;
}

/** Throws `missing-key` where nothing is set, `bad-key` where what is set cannot be used. */
export async function openCredentials(
  { id, auth }: Pick<TableProvider, "id" | "auth">,
  { env, clock, alarm }: CredentialSurroundings,
): Promise<Credentials> {
  const { header, scheme } = auth;
  if (header === undefined || auth.env.length === 0) return staticKey([]);
  const write = (key: string) => [header, scheme ? `${scheme} ${key}` : key];
  const secret = firstSecret(auth.env, env);
  if (secret === undefined) throw missingKey(id, auth.env);
  const { value, file, variable } = secret;
  if (file === undefined) return staticKey(write(value));
  const { FileKey } = await import("./credentials/file-key.ts");
  return new FileKey({ path: file, variable, key: value, write, clock, alarm });
}

/** For a simulator, which never sees the real key. */
export function simulatedCredentials({ auth: { header, scheme, env } }: Pick<TableProvider, "auth">): Credentials {
  if (header === undefined || env.length === 0) return staticKey([]);
  return staticKey([header, scheme ? `${scheme} simulated` : "simulated"]);
}

function missingKey(id: string, names: readonly string[]): RuntimeError {
  const message =
    `The provider "${id}" has no key. Set ${names.join(" or ")} in the environment,` +
    " or start with --simulate to let a simulator stand in for it.";
  return new RuntimeError("missing-key", message);
}
