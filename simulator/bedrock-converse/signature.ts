// Requests are signed (AWS Signature Version 4): the signature covers method, path, query, the named headers and the
// body, under a key that is derived from the secret for one day, region and service.
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { headerOf } from "../bearer.ts";
import type { Head } from "../wire.ts";

interface Signature {
  readonly keyId: string;
  /** Day, region, service and the end mark. */
  readonly scope: readonly string[];
  readonly signedHeaders: readonly string[];
  readonly value: string;
}

const algorithm = "AWS4-HMAC-SHA256";
const service = "bedrock";

/** The access key id of a signed request for this service. */
export function signedBy(head: Head): string | undefined {
  return readSignature(head)?.keyId;
}

/** Whether the signature was made with this pair, `<access key id>:<secret>`; a lone id is only compared. */
export function isSignedWith(head: Head, pair: string): boolean {
  const signature = readSignature(head);
  const [keyId, secret] = pair.split(/:(.*)/s);
  if (signature === undefined || signature.keyId !== keyId) return false;
  if (secret === undefined) return true;
  const right = Buffer.from(sign(head, signature, secret));
  const given = Buffer.from(signature.value);
  return right.length === given.length && timingSafeEqual(right, given);
}

function readSignature({ headers }: Head): Signature | undefined {
  const { authorization = "" } = headers;
  const shape =
    /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\/([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/;
  const [, keyId = "", scope = "", signed = "", value = ""] = shape.exec(authorization) ?? [];
  const parts = scope.split("/");
  const isComplete = parts.length === 4 && parts[2] === service && parts[3] === "aws4_request";
  const signedHeaders = signed.split(";");
  const covered = ["host", "x-amz-date"].every((name) => signedHeaders.includes(name));
  return isComplete && covered ? { keyId, scope: parts, signedHeaders, value } : undefined;
}

function sign(head: Head, { scope, signedHeaders }: Signature, secret: string): string {
  const request = [
    head.method,
    head.path.split("/").map(encode).join("/"),
    canonicalQuery(head.query),
    ...signedHeaders.map((name) => `${name}:${headerValue(head, name)}`),
    "",
    signedHeaders.join(";"),
    headerValue(head, "x-amz-content-sha256") || sha256(head.text),
  ].join("\n");
  const toSign = [algorithm, headerValue(head, "x-amz-date"), scope.join("/"), sha256(request)].join("\n");
  const key = scope.reduce<string | Buffer>((last, part) => hmac(last, part), `AWS4${secret}`);
  return hmac(key, toSign).toString("hex");
}

function canonicalQuery(query: URLSearchParams): string {
  const pairs = [...query].map(([name, value]) => `${encode(name)}=${encode(value)}`);
  return pairs.sort().join("&");
}

function headerValue({ headers }: Head, name: string): string {
  return (headerOf(headers, name) ?? "").trim().replace(/\s+/g, " ");
}

/** Everything but letters, digits and `-._~`; what is encoded in the path already is encoded once more. */
function encode(part: string): string {
  return encodeURIComponent(part).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
