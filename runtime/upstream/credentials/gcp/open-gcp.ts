import { existsSync } from "node:fs";
import { join } from "node:path";
import type { CredentialSurroundings } from "../../credential-surroundings.ts";
import type { Renewed } from "../../renewed.ts";
import { openNamed, openUnnamed } from "../source.ts";
import type { AccessToken } from "./access-token.ts";
import { fileTokens } from "./credentials-file.ts";
import { machineTokens } from "./machine-tokens.ts";

/** Where `gcloud auth application-default login` writes. */
const OF_GCLOUD = [".config", "gcloud", "application_default_credentials.json"];

/**
 * Tokens by the file that is named, by the one that gcloud wrote, or by the machine; undefined where there is none of them.
 * Rejects with a `RuntimeError` for what the operator must mend.
 */
export async function openGcp(surroundings: CredentialSurroundings): Promise<Renewed<AccessToken> | undefined> {
  const { env } = surroundings;
  const named = env.GOOGLE_APPLICATION_CREDENTIALS?.trim().replace(/^file:(\/\/)?/, "");
  if (named) return openNamed(fileTokens(named, "GOOGLE_APPLICATION_CREDENTIALS", surroundings), surroundings);
  const written = env.HOME && join(env.HOME, ...OF_GCLOUD);
  if (written && existsSync(written)) return openNamed(fileTokens(written, "gcloud", surroundings), surroundings);
  const machine = machineTokens(env, surroundings);
  return env.GCE_METADATA_HOST ? openNamed(machine, surroundings) : openUnnamed(machine, surroundings);
}
