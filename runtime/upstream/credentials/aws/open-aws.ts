import type { CredentialSurroundings } from "../../credential-surroundings.ts";
import type { Renewed } from "../../renewed.ts";
import { openNamed, openUnnamed } from "../source.ts";
import type { AwsKeys } from "./aws-keys.ts";
import { containerKeys } from "./container-keys.ts";
import { environmentKeys } from "./environment-keys.ts";
import { instanceKeys } from "./instance-keys.ts";
import { sharedKeys } from "./shared-files.ts";
import { webIdentity } from "./web-identity.ts";

/**
 * The first place that has keys, in the order of the tools of AWS; undefined where none has any. Rejects with a `RuntimeError` for
 * what the operator must mend.
 */
export async function openAws(
  surroundings: CredentialSurroundings,
  region: string,
): Promise<Renewed<AwsKeys> | undefined> {
  const { env } = surroundings;
  const named =
    environmentKeys(env) ??
    webIdentity(env, surroundings, region) ??
    sharedKeys(env) ??
    containerKeys(env, surroundings);
  if (named) return openNamed(named, surroundings);
  const instance = instanceKeys(env, surroundings);
  return instance && openUnnamed(instance, surroundings);
}
