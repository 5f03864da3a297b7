/** The keys that requests are signed with, as those say them who give them out for a time. */
import { CredentialError } from "../../credentials.ts";
import type { Held } from "../../renewed.ts";
import type { Source } from "../source.ts";

export interface AwsKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

export type AwsSource = Source<AwsKeys>;

/** What the metadata of instances and of containers answer. */
export function keysIn(answer: Readonly<Record<string, unknown>>, from: string): Held<AwsKeys> {
  const { AccessKeyId, SecretAccessKey, Token, Expiration } = answer;
  return heldKeys({ id: AccessKeyId, secret: SecretAccessKey, token: Token, expiration: Expiration }, from);
}

export function heldKeys(
  { id, secret, token, expiration }: Readonly<Record<"id" | "secret" | "token" | "expiration", unknown>>,
  from: string,
): Held<AwsKeys> {
  const expires = typeof expiration === "string" ? Date.parse(expiration) : Number.NaN;
  if (typeof id !== "string" || typeof secret !== "string")
    throw new CredentialError("unreadable", `${from} gave something else than keys`);
  const sessionToken = typeof token === "string" ? token : undefined;
  const value = { accessKeyId: id, secretAccessKey: secret, sessionToken };
  return { value, expires: Number.isNaN(expires) ? undefined : expires };
}
