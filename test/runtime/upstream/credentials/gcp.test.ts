/** Tokens for a time, before real servers: what those who give them out are asked, and what becomes of requests meanwhile. */
import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OAuth2Client } from "google-auth-library";
import { expect, onTestFinished, test, vi } from "vitest";
import { ask, hello, provider, runtime } from "../../running.ts";
import type { TableSpec } from "../../table-text.ts";

const answer = { choices: [{ index: 0, message: { role: "assistant", content: "Yes." }, finish_reason: "stop" }] };
const pair = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});

function folderWith(name: string, content: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), "pointsman-gcp-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, name, ".."), { recursive: true });
  writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
  return folder;
}

const fileWith = (content: unknown) => join(folderWith("key.json", content), "key.json");

const account = (more: object) => ({
  type: "service_account",
  client_email: "gateway@project.iam.gserviceaccount.com",
  private_key_id: "key-1",
  private_key: pair.privateKey,
  ...more,
});

interface Guarded {
  origin: string;
  /** Tokens as they came, with the project whose quota was asked for. */
  seen: string[];
  valid: Set<string>;
}

async function guarded(): Promise<Guarded> {
  const seen: string[] = [];
  const valid = new Set<string>();
  const origin = await provider((request, response) => {
    const token = request.headers.authorization?.replace("Bearer ", "") ?? "";
    seen.push([token, request.headers["x-goog-user-project"]].filter(Boolean).join(" for "));
    response.writeHead(valid.has(token) ? 200 : 401, { "content-type": "application/json" });
    response.end(JSON.stringify(valid.has(token) ? answer : { error: { code: 401, status: "UNAUTHENTICATED" } }));
  });
  return { origin, seen, valid };
}

function specOf({ origin }: { origin: string }): TableSpec {
  const auth = { header: "authorization", scheme: "Bearer", env: ["VERTEX_KEY"], signing: "gcp-oauth" } as const;
  return {
    targets: { "one/m1": { dialect: "openai" }, "two/m1": { dialect: "openai" } },
    routes: { chat: { use: ["one/m1"] }, other: { use: ["two/m1"] } },
    providers: {
      one: { chatUrl: `${origin}/chat`, auth: { ...auth, env: [...auth.env] } },
      two: { chatUrl: `${origin}/other`, auth: { ...auth, env: [...auth.env] } },
    },
  };
}

/** Gives out tokens that the provider takes for so many seconds. */
async function tokenServer(at: Guarded, seconds: () => number): Promise<{ origin: string; forms: URLSearchParams[] }> {
  const forms: URLSearchParams[] = [];
  const origin = await provider((_request, response, body) => {
    forms.push(new URLSearchParams(body));
    const token = `token-${forms.length}`;
    at.valid.add(token);
    const life = seconds();
    setTimeout(() => at.valid.delete(token), life * 1000).unref();
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ access_token: token, expires_in: life, token_type: "Bearer" }));
  });
  return { origin, forms };
}

test("a service account asks with what it has signed, which the provider's own library takes, once for all providers", async () => {
  const vertex = await guarded();
  const tokens = await tokenServer(vertex, () => 3600);
  const url = `${tokens.origin}/token`;
  const env = { GOOGLE_APPLICATION_CREDENTIALS: fileWith(account({ token_uri: url })) };
  const gateway = await runtime(specOf(vertex), {}, { env });
  for (const model of ["chat", "other"]) expect((await ask(gateway, { body: { ...hello, model } })).status).toBe(200);
  expect(tokens.forms).toHaveLength(1);
  expect(tokens.forms[0]?.get("grant_type")).toBe("urn:ietf:params:oauth:grant-type:jwt-bearer");
  const assertion = tokens.forms[0]?.get("assertion") ?? "";
  const certificates = { "key-1": pair.publicKey };
  const issuer = "gateway@project.iam.gserviceaccount.com";
  const ticket = await new OAuth2Client().verifySignedJwtWithCertsAsync(assertion, certificates, url, [issuer]);
  expect(ticket.getPayload()).toMatchObject({ scope: "https://www.googleapis.com/auth/cloud-platform" });
  expect(JSON.stringify(gateway.log)).not.toMatch(/token-1|PRIVATE/);
});

test("tokens that run out under load are had anew before they do: no request fails, and each was asked for once", async () => {
  const vertex = await guarded();
  const tokens = await tokenServer(vertex, () => 1.5);
  const env = { GOOGLE_APPLICATION_CREDENTIALS: fileWith(account({ token_uri: tokens.origin })) };
  const gateway = await runtime(specOf(vertex), {}, { env });
  const statuses: number[] = [];
  const caller = async () => {
    while (tokens.forms.length < 4) statuses.push((await ask(gateway, { body: hello })).status);
  };
  await Promise.all(Array.from({ length: 50 }, caller));
  expect(new Set(statuses)).toEqual(new Set([200]));
  expect(statuses.length).toBeGreaterThan(100);
  expect(new Set(vertex.seen)).toEqual(
    new Set(["token-1", "token-2", "token-3", ...vertex.seen.filter((t) => t === "token-4")]),
  );
});

test("a token that is revoked under load is had anew once for all that wait, and no request fails", async () => {
  const vertex = await guarded();
  const tokens = await tokenServer(vertex, () => 3600);
  const env = { GOOGLE_APPLICATION_CREDENTIALS: fileWith(account({ token_uri: tokens.origin })) };
  const gateway = await runtime(specOf(vertex), {}, { env });
  await ask(gateway, { body: hello });
  vertex.valid.clear();
  const replies = await Promise.all(Array.from({ length: 50 }, () => ask(gateway, { body: hello })));
  expect(replies.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 200));
  expect(tokens.forms).toHaveLength(2);
});

test("a refusal that another token does not mend asks for tokens seldom, not with each request", async () => {
  const vertex = await guarded();
  const tokens = await tokenServer(vertex, () => 3600);
  const env = { GOOGLE_APPLICATION_CREDENTIALS: fileWith(account({ token_uri: tokens.origin })) };
  const gateway = await runtime(specOf(vertex), {}, { env });
  vi.spyOn(vertex.valid, "has").mockReturnValue(false);
  for (let i = 0; i < 20; i++) expect((await ask(gateway, { body: hello })).status).toBe(502);
  expect(tokens.forms.length).toBeLessThanOrEqual(3);
});

test("a user's consent is exchanged for a token, which uses the quota of the project that it names", async () => {
  const vertex = await guarded();
  const tokens = await tokenServer(vertex, () => 3600);
  const fields = { client_id: "id", client_secret: "secret", refresh_token: "refresh" };
  const content = { type: "authorized_user", ...fields, quota_project_id: "team", token_uri: tokens.origin };
  const home = folderWith(".config/gcloud/application_default_credentials.json", content);
  const gateway = await runtime(specOf(vertex), {}, { env: { HOME: home } });
  expect((await ask(gateway, { body: hello })).status).toBe(200);
  expect(Object.fromEntries(tokens.forms[0]!)).toEqual({ grant_type: "refresh_token", ...fields });
  expect(vertex.seen).toEqual(["token-1 for team"]);
});

test("a machine's metadata gives the token of its account, once for all who wait when one is revoked under load", async () => {
  const vertex = await guarded();
  const asked: string[] = [];
  const metadata = await provider((request, response) => {
    asked.push(`${request.headers["metadata-flavor"]} ${request.url}`);
    const token = `machine-token-${asked.length}`;
    vertex.valid.add(token);
    response.end(JSON.stringify({ access_token: token, expires_in: 3599, token_type: "Bearer" }));
  });
  const env = { GCE_METADATA_HOST: new URL(metadata).host };
  const gateway = await runtime(specOf(vertex), {}, { env });
  expect((await ask(gateway, { body: hello })).status).toBe(200);
  const line = "Google /computeMetadata/v1/instance/service-accounts/default/token";
  expect(asked).toEqual([line]);
  vertex.valid.clear();
  const replies = await Promise.all(Array.from({ length: 50 }, () => ask(gateway, { body: hello })));
  expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
  expect(asked).toEqual([line, line]);
});

test("a key that was deleted is told by an alarm at the start, with the code and without the words of the server", async () => {
  const origin = await provider((_request, response) => {
    response.writeHead(400, { "content-type": "application/json" });
    response.end(
      JSON.stringify({ error: "invalid_grant", error_description: "Invalid JWT Signature of secret-account" }),
    );
  });
  const env = { GOOGLE_APPLICATION_CREDENTIALS: fileWith(account({ token_uri: origin })) };
  const gateway = await runtime(specOf({ origin: "http://127.0.0.1:1" }), {}, { env });
  const told = gateway.log.filter(({ event }) => event === "alarm").map(({ message }) => String(message));
  expect(told).toEqual([expect.stringContaining("status 400, invalid_grant")]);
  expect(JSON.stringify(gateway.log)).not.toContain("secret-account");
});

test.each([
  [
    "is not there",
    () => "/nowhere/key.json",
    /\/nowhere\/key\.json, which GOOGLE_APPLICATION_CREDENTIALS names, .*ENOENT/,
  ],
  ["is no JSON", () => fileWith("-----BEGIN"), /is no JSON/],
  ["is of another type", () => fileWith({ type: "external_account" }), /"service_account" or "authorized_user"/],
  ["has no account", () => fileWith(account({ client_email: undefined })), /no "client_email"/],
  ["has a key that is none", () => fileWith(account({ private_key: "secret-words" })), /"private_key" that is none/],
])("it does not start when the file %s, and says why without the key", async (_what, path, message) => {
  const env = { GOOGLE_APPLICATION_CREDENTIALS: path() };
  const failed = runtime(specOf({ origin: "http://127.0.0.1:1" }), {}, { env });
  await expect(failed).rejects.toThrow(message);
  await expect(failed).rejects.not.toThrow(/secret-words/);
});
