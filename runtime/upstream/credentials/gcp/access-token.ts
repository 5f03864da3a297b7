import { CredentialError } from "../../credentials.ts";
import type { Held } from "../../renewed.ts";
import type { Source } from "../source.ts";

export interface AccessToken {
  readonly token: string;
  /** Whose quota it uses, where that is not its own project's. */
  readonly quotaProject?: string | undefined;
}

export type TokenSource = Source<AccessToken>;

/** Of what a token's endpoint answers; `now` in milliseconds since 1970. */
export function heldToken(
  { access_token: token, expires_in: seconds }: Readonly<Record<string, unknown>>,
  now: number,
  from: string,
): Held<AccessToken> {
  if (typeof token !== "string" || !/^[!-~]+$/.test(token))
    throw new CredentialError("unreadable", `${from} gave something else than a token`);
  const life = Number(seconds);
  return { value: { token }, expires: Number.isFinite(life) && life > 0 ? now + life * 1000 : undefined };
}
