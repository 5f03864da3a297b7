/** The first place that has keys, in the order of the tools of AWS. */

import type { CredentialSurroundings } from "../../credential-surroundings.ts";
import { CredentialError } from "../../credentials.ts";
import { Renewed } from "../../renewed.ts";
import type { AwsKeys, AwsSource } from "./aws-keys.ts";
import { containerKeys } from "./container-keys.ts";
import { environmentKeys } from "./environment-keys.ts";
import { instanceKeys } from "./instance-keys.ts";
import { sharedKeys } from "./shared-files.ts";
import { webIdentity } from "./web-identity.ts";

/**
 * Undefined where no place has any. What is named and cannot be reached now raises an alarm and is asked again by the first
 * request; the metadata of a machine, which nothing names, must answer. Throws a `RuntimeError` for what the operator must mend.
 */
export async function openAws(
  surroundings: CredentialSurroundings,
  region: string,
): Promise<Renewed<AwsKeys> | undefined> {
  const { env, clock, alarm } = surroundings;
  const named =
    environmentKeys(env) ??
    webIdentity(env, surroundings, region) ??
    sharedKeys(env) ??
    containerKeys(env, surroundings);
  const open = ({ fetch, isLocal }: AwsSource, told: typeof alarm) =>
    new Renewed({ source: fetch, clock, alarm: told, ...(isLocal && { gap: 0 }) });
  if (named) {
    const keys = open(named, alarm);
    await keys.renew().catch(unlessCredentials);
    return keys;
  }
  const instance = instanceKeys(env, surroundings);
  if (instance === undefined) return undefined;
  let isOpen = false;
  const keys = open(instance, (message) => isOpen && alarm(message));
  try {
    await keys.renew();
    isOpen = true;
    return keys;
  } catch (error) {
    unlessCredentials(error);
    return undefined;
  }
}

function unlessCredentials(error: unknown): void {
  if (!(error instanceof CredentialError)) throw error;
}
