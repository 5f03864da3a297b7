/** Where keys of AWS come from, before real servers, and what becomes of requests while they change. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { ask, hello, provider, runtime } from "../../running.ts";
import { type IssuedKeys, type SigningProvider, signedSpec, signingProvider } from "./aws-provider.ts";

const region = { AWS_REGION: "eu-west-1" };
const noInstance = { AWS_EC2_METADATA_DISABLED: "true" };

function files(texts: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), "pointsman-aws-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, name), text);
  return folder;
}

function issue(at: SigningProvider, id: string, token?: string): IssuedKeys {
  const keys = { id, secret: `secret/of+${id}`, ...(token !== undefined && { token }) };
  at.valid.set(id, keys);
  return keys;
}

const inMetadata = ({ id, secret, token }: IssuedKeys, life: number) => ({
  Code: "Success",
  AccessKeyId: id,
  SecretAccessKey: secret,
  Token: token,
  Expiration: new Date(Date.now() + life).toISOString(),
});

/** The metadata of a machine with a role. */
async function instance(give: () => object): Promise<{ origin: string; asked: string[] }> {
  const asked: string[] = [];
  const origin = await provider((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (request.method === "PUT" && request.headers["x-aws-ec2-metadata-token-ttl-seconds"])
      response.end("session-token");
    else if (request.headers["x-aws-ec2-metadata-token"] !== "session-token") response.writeHead(401).end();
    else if (request.url === "/latest/meta-data/iam/security-credentials/") response.end("gateway-role");
    else if (request.url?.endsWith("/gateway-role")) response.end(JSON.stringify(give()));
    else response.writeHead(404).end();
  });
  return { origin, asked };
}

async function statusesOf(gateway: { url: string }, callers: number, until: () => boolean): Promise<number[]> {
  const statuses: number[] = [];
  const caller = async () => {
    while (!until()) statuses.push((await ask(gateway, { body: hello })).status);
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return statuses;
}

/** Statuses of as many requests at a time. */
async function fifty(gateway: { url: string }): Promise<number[]> {
  const replies = await Promise.all(Array.from({ length: 50 }, () => ask(gateway, { body: hello })));
  return replies.map(({ status }) => status);
}

test("requests are signed with keys of the environment, and the secret does not go out", async () => {
  const bedrock = await signingProvider();
  const { id, secret, token } = issue(bedrock, "AKIA1", "session//token==");
  const env = { ...region, AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: token };
  const gateway = await runtime(signedSpec(bedrock), {}, { env });
  expect((await ask(gateway, { body: hello })).status).toBe(200);
  expect((await ask(gateway, { body: { ...hello, messages: [{ role: "user", content: "北京" }] } })).status).toBe(200);
});

test("a bearer key goes before keys that sign", async () => {
  const sent: string[] = [];
  const origin = await provider((request, response) => {
    sent.push(request.headers.authorization ?? "");
    response.end("{}");
  });
  const env = { ...region, AWS_BEARER_TOKEN_BEDROCK: "bearer", AWS_ACCESS_KEY_ID: "AKIA1", AWS_SECRET_ACCESS_KEY: "s" };
  await ask(await runtime(signedSpec({ origin }), {}, { env }), { body: hello });
  expect(sent[0]).toBe("Bearer bearer");
});

test("keys of a machine that run out under load are had anew before they do: no request fails, each was given once", async () => {
  const bedrock = await signingProvider();
  let given = 0;
  const metadata = await instance(() => {
    const keys = issue(bedrock, `ASIA${++given}`, `token-${given}`);
    setTimeout(() => bedrock.valid.delete(keys.id), 1_500);
    return inMetadata(keys, 1_500);
  });
  const env = { ...region, AWS_EC2_METADATA_SERVICE_ENDPOINT: metadata.origin };
  const gateway = await runtime(signedSpec(bedrock), {}, { env });
  const statuses = await statusesOf(gateway, 50, () => given >= 4);
  expect(new Set(statuses)).toEqual(new Set([200]));
  expect(statuses.length).toBeGreaterThan(100);
  // No more than one renewal for each life: nobody asked beside another.
  expect(metadata.asked.filter((line) => line.endsWith("/gateway-role"))).toHaveLength(given);
  expect(new Set(bedrock.seen).size).toBeLessThanOrEqual(given);
});

test("keys that are revoked under load are had anew once for all, and no request fails", async () => {
  const bedrock = await signingProvider();
  let given = 0;
  const metadata = await instance(() => inMetadata(issue(bedrock, `ASIA${++given}`, "t"), 3_600_000));
  const env = { ...region, AWS_EC2_METADATA_SERVICE_ENDPOINT: metadata.origin };
  const gateway = await runtime(signedSpec(bedrock), {}, { env });
  expect((await ask(gateway, { body: hello })).status).toBe(200);
  bedrock.valid.clear();
  const replies = await Promise.all(Array.from({ length: 50 }, () => ask(gateway, { body: hello })));
  expect(replies.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 200));
  expect(given).toBe(2);
});

test("a role is taken on with the token of a file, read anew each time; keys that are revoked under load are had anew once", async () => {
  const bedrock = await signingProvider();
  const folder = files({ token: "web-token-1\n" });
  const asked: URLSearchParams[] = [];
  const sts = await provider((_request, response, body) => {
    asked.push(new URLSearchParams(body));
    const { id, secret, token } = issue(bedrock, `ASIA${asked.length}`, "a&b<c");
    const expiration = new Date(Date.now() + 3_600_000).toISOString();
    const credentials = `<AccessKeyId>${id}</AccessKeyId><SecretAccessKey>${secret}</SecretAccessKey><SessionToken>${token?.replace("&", "&amp;").replace("<", "&lt;")}</SessionToken><Expiration>${expiration}</Expiration>`;
    response.end(
      `<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials>${credentials}</Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`,
    );
  });
  const role = "arn:aws:iam::123456789012:role/gateway";
  const env = {
    ...region,
    AWS_WEB_IDENTITY_TOKEN_FILE: join(folder, "token"),
    AWS_ROLE_ARN: role,
    AWS_ENDPOINT_URL_STS: sts,
  };
  const gateway = await runtime(signedSpec(bedrock), {}, { env });
  writeFileSync(join(folder, "token"), "web-token-2");
  bedrock.valid.clear();
  expect(new Set(await fifty(gateway))).toEqual(new Set([200]));
  expect(asked.map((form) => form.get("WebIdentityToken"))).toEqual(["web-token-1", "web-token-2"]);
  expect(Object.fromEntries(asked[0]!)).toMatchObject({
    Action: "AssumeRoleWithWebIdentity",
    Version: "2011-06-15",
    RoleArn: role,
  });
});

test("a container's address is asked with the token that its environment names, once for all whose keys were revoked", async () => {
  const bedrock = await signingProvider();
  const folder = files({ token: "pod-token" });
  let given = 0;
  const origin = await provider((request, response) => {
    if (request.headers.authorization !== "pod-token") response.writeHead(401).end();
    else response.end(JSON.stringify(inMetadata(issue(bedrock, `ASIA${++given}`, "t"), 3_600_000)));
  });
  const env = {
    ...region,
    AWS_CONTAINER_CREDENTIALS_FULL_URI: `${origin}/v1/credentials`,
    AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: join(folder, "token"),
  };
  const gateway = await runtime(signedSpec(bedrock), {}, { env });
  expect((await ask(gateway, { body: hello })).status).toBe(200);
  bedrock.valid.clear();
  expect(new Set(await fifty(gateway))).toEqual(new Set([200]));
  expect(given).toBe(2);
});

test("a container's token goes to no other machine in the clear", async () => {
  const env = { ...region, AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://10.0.0.7/credentials" };
  await expect(runtime(signedSpec({ origin: "http://127.0.0.1:1" }), {}, { env })).rejects.toThrow(
    /10\.0\.0\.7 without TLS/,
  );
});

test("a profile of the shared files signs, and a change of the file is taken over", async () => {
  const bedrock = await signingProvider();
  const text = ({ id, secret }: IssuedKeys) =>
    `[default]\naws_access_key_id = other\n\n[team]\n# ours\naws_access_key_id = ${id}\naws_secret_access_key=${secret}\n`;
  const folder = files({ credentials: text(issue(bedrock, "AKIA1")) });
  const path = join(folder, "credentials");
  const env = { ...region, AWS_PROFILE: "team", AWS_SHARED_CREDENTIALS_FILE: path };
  const gateway = await runtime(signedSpec(bedrock), {}, { env });
  expect((await ask(gateway, { body: hello })).status).toBe(200);
  bedrock.valid.clear();
  writeFileSync(path, text(issue(bedrock, "AKIA2")));
  expect((await ask(gateway, { body: hello })).status).toBe(200);
  expect(bedrock.seen).toEqual(["AKIA1", "AKIA1", "AKIA2"]);
});

test("those who give out keys are down at the start: an alarm, the next target serves, and this one once they are up", async () => {
  const bedrock = await signingProvider();
  let isUp = false;
  const origin = await provider((_request, response) => {
    if (isUp) response.end(JSON.stringify(inMetadata(issue(bedrock, "ASIA1", "t"), 3_600_000)));
    else response.writeHead(503).end("secret words");
  });
  const env = { ...region, AWS_CONTAINER_CREDENTIALS_FULL_URI: `${origin}/v1/credentials` };
  const gateway = await runtime(signedSpec(bedrock), {}, { env });
  expect(gateway.log).toContainEqual(
    expect.objectContaining({ event: "alarm", message: expect.stringContaining("503") }),
  );
  const { status, json } = await ask(gateway, { body: hello });
  expect([status, json.error?.code, bedrock.seen]).toEqual([502, "upstream_auth", []]);
  expect(JSON.stringify(gateway.log)).not.toContain("secret words");
  isUp = true;
  expect((await ask(gateway, { body: hello })).status).toBe(200);
});

test.each([
  [
    "nothing is set",
    { ...region, ...noInstance },
    /AWS_BEARER_TOKEN_BEDROCK or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or .*AWS_ROLE_ARN.*AWS_PROFILE.*AWS_CONTAINER/,
  ],
  [
    "nobody answers as the machine's metadata",
    { ...region, AWS_EC2_METADATA_SERVICE_ENDPOINT: "http://127.0.0.1:1" },
    /AWS_BEARER_TOKEN_BEDROCK or/,
  ],
  ["half of a key is set", { ...region, AWS_ACCESS_KEY_ID: "AKIA1" }, /AWS_SECRET_ACCESS_KEY is not set/],
  ["no region is", { AWS_ACCESS_KEY_ID: "AKIA1", AWS_SECRET_ACCESS_KEY: "s" }, /AWS_REGION/],
  ["the profile has no keys", { ...region, AWS_PROFILE: "gone", AWS_SHARED_CREDENTIALS_FILE: "/nowhere" }, /"gone"/],
])("it does not start when %s, and says what would do", async (_when, env, message) => {
  await expect(runtime(signedSpec({ origin: "http://127.0.0.1:1" }), {}, { env })).rejects.toThrow(message);
});
