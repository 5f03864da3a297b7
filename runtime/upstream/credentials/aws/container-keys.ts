/** Keys of a task or a pod, from the address that its environment names. */
import { readFile } from "node:fs/promises";
import { RuntimeError } from "../../../runtime-error.ts";
import { type Asking, jsonOf } from "../../ask-once.ts";
import { CredentialError } from "../../credentials.ts";
import type { Environment } from "../../environment.ts";
import { codeOf } from "../../secret.ts";
import { type AwsSource, keysIn } from "./aws-keys.ts";

/** Milliseconds. */
const LIMIT = 5_000;

/** Where a token may be sent in the clear: this machine, and those beside it that give out keys. */
const beside = /^(localhost|127(\.\d+){3}|\[::1\]|169\.254\.170\.(2|23)|\[fd00:ec2::23\])$/;

export function containerKeys(env: Environment, asking: Asking): AwsSource | undefined {
  const url = urlOf(env);
  if (url === undefined) return undefined;
  const direct = beside.test(url.hostname);
  if (url.protocol !== "https:" && !direct) {
    const message = `AWS_CONTAINER_CREDENTIALS_FULL_URI names ${url.host} without TLS, and that is not beside this machine.`;
    throw new RuntimeError("bad-key", message);
  }
  return {
    fetch: async () => {
      const token = await tokenOf(env);
      const headers = { accept: "application/json", ...(token !== undefined && { authorization: token }) };
      return keysIn(await jsonOf(asking, { method: "GET", url, headers, limit: LIMIT, direct }), url.origin);
    },
  };
}

function urlOf(env: Environment): URL | undefined {
  const { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: relative, AWS_CONTAINER_CREDENTIALS_FULL_URI: full } = env;
  if (relative) return new URL(relative, "http://169.254.170.2");
  if (!full) return undefined;
  if (URL.canParse(full)) return new URL(full);
  throw new RuntimeError("bad-key", "AWS_CONTAINER_CREDENTIALS_FULL_URI is no URL.");
}

async function tokenOf(env: Environment): Promise<string | undefined> {
  const path = env.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE;
  if (!path) return env.AWS_CONTAINER_AUTHORIZATION_TOKEN || undefined;
  try {
    return (await readFile(path, "utf8")).trim();
  } catch (error) {
    throw new CredentialError(codeOf(error), `the token file ${path} could not be read (${codeOf(error)})`);
  }
}
