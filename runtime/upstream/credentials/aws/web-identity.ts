/** A role that is taken on with a token that stands in a file, as clusters give one to each of their programs. */
import { readFile } from "node:fs/promises";
import { RuntimeError } from "../../../runtime-error.ts";
import { type Asking, textOf } from "../../ask-once.ts";
import { CredentialError } from "../../credentials.ts";
import type { Environment } from "../../environment.ts";
import { codeOf } from "../../secret.ts";
import { type AwsSource, heldKeys } from "./aws-keys.ts";
import { readProfile } from "./shared-files.ts";

/** Milliseconds. */
const LIMIT = 10_000;

interface Role {
  readonly arn: string;
  readonly tokenFile: string;
  readonly session: string;
}

export function webIdentity(env: Environment, asking: Asking, region: string): AwsSource | undefined {
  const role = roleOf(env);
  if (role === undefined) return undefined;
  const url = new URL(env.AWS_ENDPOINT_URL_STS || env.AWS_ENDPOINT_URL || stsUrl(region));
  return {
    fetch: async () => {
      const body = new URLSearchParams({
        Action: "AssumeRoleWithWebIdentity",
        Version: "2011-06-15",
        RoleArn: role.arn,
        RoleSessionName: role.session,
        WebIdentityToken: await tokenIn(role.tokenFile),
      }).toString();
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      const xml = await textOf(asking, { method: "POST", url, headers, body, limit: LIMIT });
      return heldKeys(
        {
          id: member(xml, "AccessKeyId"),
          secret: member(xml, "SecretAccessKey"),
          token: member(xml, "SessionToken"),
          expiration: member(xml, "Expiration"),
        },
        url.origin,
      );
    },
  };
}

function roleOf(env: Environment): Role | undefined {
  const { AWS_WEB_IDENTITY_TOKEN_FILE: tokenFile, AWS_ROLE_ARN: arn, AWS_ROLE_SESSION_NAME: session } = env;
  if (tokenFile && arn) return { tokenFile, arn, session: session || "pointsman" };
  if (tokenFile) {
    const message =
      "AWS_WEB_IDENTITY_TOKEN_FILE is set, and AWS_ROLE_ARN is not: there is no role to take on. Set both.";
    throw new RuntimeError("missing-key", message);
  }
  const { role_arn, web_identity_token_file, role_session_name } = readProfile(env) ?? {};
  if (!role_arn || !web_identity_token_file) return undefined;
  return { tokenFile: web_identity_token_file, arn: role_arn, session: role_session_name || "pointsman" };
}

async function tokenIn(path: string): Promise<string> {
  try {
    return (await readFile(path, "utf8")).trim();
  } catch (error) {
    throw new CredentialError(codeOf(error), `the token file ${path} could not be read (${codeOf(error)})`);
  }
}

function stsUrl(region: string): string {
  return `https://sts.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}/`;
}

/** The text of an element that stands once in the answer. */
function member(xml: string, name: string): string | undefined {
  const text = new RegExp(`<${name}>\\s*([^<]*?)\\s*</${name}>`).exec(xml)?.[1];
  return text?.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
}
