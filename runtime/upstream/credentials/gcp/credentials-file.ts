/** Tokens for an account whose key, or whose consent, stands in a file of JSON. The file is read anew for each token. */
import { createPrivateKey, type KeyObject, sign } from "node:crypto";
import { readFileSync } from "node:fs";
import { RuntimeError } from "../../../runtime-error.ts";
import { type Asking, jsonOf } from "../../ask-once.ts";
import { codeOf } from "../../secret.ts";
import { heldToken, type TokenSource } from "./access-token.ts";

/** Milliseconds. */
const LIMIT = 10_000;
const SCOPE = "https://www.googleapis.com/auth/cloud-platform";
const TOKEN_URL = "https://oauth2.googleapis.com/token";

/** What is posted to have a token, and what it is used with. */
interface Grant {
  readonly url: URL;
  form(seconds: number): Readonly<Record<string, string>>;
  readonly quotaProject?: string | undefined;
}

/** `named` says how the operator named the file. Throws `bad-key` where it can never give a token. */
export function fileTokens(path: string, named: string, asking: Asking): TokenSource {
  readGrant(path, named);
  return {
    fetch: async () => {
      const { url, form, quotaProject } = readGrant(path, named);
      const now = asking.clock.date().getTime();
      const body = new URLSearchParams(form(Math.floor(now / 1000))).toString();
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      const answer = await jsonOf(asking, { method: "POST", url, headers, body, limit: LIMIT });
      const { value, expires } = heldToken(answer, now, url.origin);
      return { value: { ...value, quotaProject }, expires };
    },
  };
}

function readGrant(path: string, named: string): Grant {
  const said = readJson(path, named);
  const text = (name: string): string => {
    const value = said[name];
    if (typeof value === "string" && value !== "") return value;
    throw badFile(`The file ${path}, which ${named} names, has no "${name}".`);
  };
  switch (said.type) {
    case "service_account":
      return serviceAccount(text, said.token_uri, () => privateKey(text("private_key"), path, named));
    case "authorized_user":
      return authorizedUser(text, said);
    default: {
      const known = 'A file of the type "service_account" or "authorized_user" is read.';
      throw badFile(`The file ${path}, which ${named} names, is of another type. ${known}`);
    }
  }
}

function serviceAccount(text: (name: string) => string, tokenUri: unknown, key: () => KeyObject): Grant {
  const url = urlOf(tokenUri);
  const [email, id, secret] = [text("client_email"), text("private_key_id"), key()];
  return {
    url,
    form: (seconds) => ({
      grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
      assertion: signed(
        { alg: "RS256", typ: "JWT", kid: id },
        { iss: email, scope: SCOPE, aud: url.href, iat: seconds, exp: seconds + 3600 },
        secret,
      ),
    }),
  };
}

function authorizedUser(text: (name: string) => string, said: Readonly<Record<string, unknown>>): Grant {
  const names = ["client_id", "client_secret", "refresh_token"] as const;
  const fields = Object.fromEntries(names.map((name) => [name, text(name)]));
  const { quota_project_id: project, token_uri: tokenUri } = said;
  return {
    url: urlOf(tokenUri),
    form: () => ({ grant_type: "refresh_token", ...fields }),
    ...(typeof project === "string" && { quotaProject: project }),
  };
}

/** A JSON Web Token, signed by RSA with SHA-256. */
function signed(header: object, claims: object, key: KeyObject): string {
  const text = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  return `${text}.${sign("RSA-SHA256", Buffer.from(text), key).toString("base64url")}`;
}

function privateKey(pem: string, path: string, named: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    throw badFile(`The file ${path}, which ${named} names, has a "private_key" that is none.`);
  }
}

function urlOf(said: unknown): URL {
  return new URL(typeof said === "string" && URL.canParse(said) ? said : TOKEN_URL);
}

function readJson(path: string, named: string): Readonly<Record<string, unknown>> {
  try {
    const read: unknown = JSON.parse(readFileSync(path, "utf8"));
    if (typeof read === "object" && read !== null) return read as Record<string, unknown>;
  } catch (error) {
    const why = error instanceof SyntaxError ? "is no JSON" : `could not be read (${codeOf(error)})`;
    throw badFile(`The file ${path}, which ${named} names, ${why}.`);
  }
  throw badFile(`The file ${path}, which ${named} names, is no JSON object.`);
}

function badFile(message: string): RuntimeError {
  return new RuntimeError("bad-key", message);
}
