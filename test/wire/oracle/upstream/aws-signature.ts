/** Signature version 4, as its specification has it: what a provider makes of the headers and the bytes that it got. */
import { createHash, createHmac } from "node:crypto";

/** What the provider knows of the account. */
export const awsAccount = { id: "AKIDWIREORACLE", secret: "wire/secret+key", region: "eu-central-1" };

const hashed = (text: string) => createHash("sha256").update(text).digest("hex");
const keyed = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();

interface SignedRequest {
  readonly path: string;
  /** By names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
}

/** What is wrong with it; the secret is known to both alone. */
export function signatureFault({ path, headers, text }: SignedRequest): string | undefined {
  const given = headers.get("authorization") ?? "";
  const form = /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;
  const [, credential = "", names = "", signature] = form.exec(given) ?? [];
  const [id, day, region, service, end] = credential.split("/");
  const time = headers.get("x-amz-date") ?? "";
  if (id !== awsAccount.id || region !== awsAccount.region || service !== "bedrock" || end !== "aws4_request")
    return `of ${credential || given}`;
  if (!time.startsWith(`${day}T`) || !names.split(";").includes("host")) return `of ${time}, for ${names}`;
  const [way = "", query = ""] = path.split("?");
  // Each part of the way is encoded once more than it is sent.
  const place = way.split("/").map(encoded).join("/");
  const lines = names.split(";").map((name) => `${name}:${(headers.get(name) ?? "").trim()}\n`);
  const asked = ["POST", place, query, lines.join(""), names, hashed(text)].join("\n");
  const scope = [day, region, service, end].join("/");
  const toSign = ["AWS4-HMAC-SHA256", time, scope, hashed(asked)].join("\n");
  const key = [region!, service, end].reduce((sum, part) => keyed(sum, part), keyed(`AWS4${awsAccount.secret}`, day!));
  return keyed(key, toSign).toString("hex") === signature ? undefined : "that does not fit the request";
}

function encoded(part: string): string {
  return encodeURIComponent(part).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
