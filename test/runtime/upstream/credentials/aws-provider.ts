/** A provider that takes signed requests, judged by the signer of AWS's own clients; and those who give out keys. */
import { createHash, createHmac } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { SignatureV4 } from "@smithy/signature-v4";
import { provider } from "../../running.ts";
import type { TableSpec } from "../../table-text.ts";

export interface IssuedKeys {
  id: string;
  secret: string;
  token?: string;
}

export interface SigningProvider {
  origin: string;
  /** Ids of keys, as requests came in. */
  seen: string[];
  /** By id; who is not in it is refused. */
  valid: Map<string, IssuedKeys>;
}

const answer = { choices: [{ index: 0, message: { role: "assistant", content: "Yes." }, finish_reason: "stop" }] };

export async function signingProvider(): Promise<SigningProvider> {
  const seen: string[] = [];
  const valid = new Map<string, IssuedKeys>();
  const origin = await provider(async (request, response, body) => {
    const id = /Credential=([^/]+)/.exec(request.headers.authorization ?? "")?.[1] ?? "none";
    seen.push(id);
    const keys = valid.get(id);
    const isRight = keys !== undefined && (await expected(request, body, keys)) === request.headers.authorization;
    response.writeHead(isRight ? 200 : 403, { "content-type": "application/json" });
    response.end(
      JSON.stringify(isRight ? answer : { message: "The security token included in the request is invalid." }),
    );
  });
  return { origin, seen, valid };
}

/** A table with one target at such a provider. */
export function signedSpec({ origin }: { origin: string }, path = "/model/m.v1%3A0/converse"): TableSpec {
  const auth = {
    header: "authorization",
    scheme: "Bearer",
    env: ["AWS_BEARER_TOKEN_BEDROCK"],
    signing: "aws-sigv4",
    signingService: "bedrock",
  } as const;
  return {
    targets: { "one/m1": { dialect: "openai" } },
    routes: { chat: { use: ["one/m1"] } },
    providers: { one: { chatUrl: origin + path, auth: { ...auth, env: [...auth.env] } } },
  };
}

/** The header that AWS's own signer would have sent with what came. */
async function expected(request: IncomingMessage, body: string, keys: IssuedKeys): Promise<string | undefined> {
  const { authorization = "", "x-amz-security-token": token } = request.headers;
  const [, region = "", service = ""] = /Credential=[^/]+\/\d+\/([^/]+)\/([^/]+)\//.exec(authorization) ?? [];
  const names = /SignedHeaders=([^,]+)/.exec(authorization)?.[1]?.split(";") ?? [];
  for (const name of ["host", "content-type", "x-amz-date"]) if (!names.includes(name)) return undefined;
  if ((keys.token ?? undefined) !== token) return undefined;
  const url = new URL(request.url ?? "", `http://${request.headers.host}`);
  const signer = new SignatureV4({
    credentials: {
      accessKeyId: keys.id,
      secretAccessKey: keys.secret,
      ...(keys.token !== undefined && { sessionToken: keys.token }),
    },
    region,
    service,
    sha256: Sha256,
    applyChecksum: false,
  });
  const headers = Object.fromEntries(names.map((name) => [name, String(request.headers[name])]));
  const date = String(request.headers["x-amz-date"]).replace(
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/,
    "$1-$2-$3T$4:$5:$6Z",
  );
  const asked = {
    method: "POST",
    protocol: "http:",
    hostname: url.hostname,
    path: url.pathname,
    query: {},
    headers,
    body,
  };
  const signed = await signer.sign(asked, { signingDate: new Date(date) });
  return signed.headers.authorization;
}

class Sha256 {
  readonly #hash: ReturnType<typeof createHash> | ReturnType<typeof createHmac>;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash("sha256") : createHmac("sha256", bytes(secret));
  }
  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(bytes(data));
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
  reset(): void {}
}

function bytes(data: string | ArrayBuffer | ArrayBufferView): Uint8Array {
  if (typeof data === "string") return Buffer.from(data);
  return data instanceof ArrayBuffer
    ? new Uint8Array(data)
    : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
