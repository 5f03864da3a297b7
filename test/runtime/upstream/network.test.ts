/** The way out: real proxies, and servers with certificates of authorities of our own. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type buildConnector, EnvHttpProxyAgent, Pool } from "undici";
import { expect, test } from "vitest";
import { readProxies } from "../../../runtime/upstream/proxies.ts";
import { ask, hello, provider, runtime, simulator, textOf } from "../running.ts";
import type { TableSpec } from "../table-text.ts";
import { certified, tlsServer } from "./certificates.ts";
import { proxyServer } from "./proxy-server.ts";

const answer = JSON.stringify({
  choices: [{ index: 0, message: { role: "assistant", content: "Yes." }, finish_reason: "stop" }],
});
const pieces = [{ delta: { content: "Ye" } }, { delta: { content: "s." }, finish_reason: "stop" }];
const stream = pieces.map((piece) => `data: ${JSON.stringify({ choices: [{ index: 0, ...piece }] })}\n\n`);

function specOf(origin: string): TableSpec {
  return {
    targets: { "one/m1": { dialect: "openai" } },
    routes: { chat: { use: ["one/m1"] } },
    providers: { one: { chatUrl: `${origin}/v1/chat/completions` } },
  };
}

const key = { ONE_KEY: "provider-key" };
const streamed = { ...hello, stream: true };

async function answering(): Promise<string> {
  return provider((_request, response, body) => {
    const isStream = body.includes('"stream":true');
    response.writeHead(200, { "content-type": isStream ? "text/event-stream" : "application/json" });
    if (!isStream) response.end(answer);
    else {
      for (const event of stream) response.write(event);
      response.end("data: [DONE]\n\n");
    }
  });
}

test("a provider over https: is asked through the tunnel of a proxy, which is told who asks, and connections are kept", async () => {
  const own = certified();
  const origin = await tlsServer(own, (_request, response) => response.end(answer));
  const proxy = await proxyServer();
  const env = { ...key, HTTPS_PROXY: `http://user:p%40ss@127.0.0.1:${proxy.port}` };
  const gateway = await runtime(specOf(origin), {}, { env, ca: own.ca });
  for (let i = 0; i < 5; i++) expect((await ask(gateway, { body: hello })).status).toBe(200);
  expect(proxy.asked).toEqual([`CONNECT ${new URL(origin).host}`]);
  expect(proxy.users).toEqual([`Basic ${Buffer.from("user:p@ss").toString("base64")}`]);
});

test("a proxy that speaks TLS itself is asked by it, for providers with and without TLS", async () => {
  const own = certified();
  const secure = await tlsServer(own, (_request, response) => response.end(answer));
  const proxy = await proxyServer(undefined, own);
  const env = { ...key, HTTP_PROXY: `https://127.0.0.1:${proxy.port}` };
  for (const origin of [secure, await answering()]) {
    const gateway = await runtime(specOf(origin), {}, { env, ca: own.ca });
    expect(textOf(await ask(gateway, { body: hello }))).toBe("Yes.");
  }
  expect(proxy.asked.map((line) => line.split(" ")[0])).toEqual(["CONNECT", "POST"]);
});

test("a provider over http: is asked through a proxy, streamed and not, fifty at a time", async () => {
  const origin = await answering();
  const proxy = await proxyServer();
  const env = { ...key, http_proxy: `127.0.0.1:${proxy.port}` };
  const gateway = await runtime(specOf(origin), {}, { env });
  const asked = Array.from({ length: 50 }, (_, i) => ask(gateway, { body: i % 2 === 0 ? hello : streamed }));
  expect((await Promise.all(asked)).map(textOf)).toEqual(Array.from({ length: 50 }, () => "Yes."));
  expect(proxy.asked).toEqual(Array.from({ length: 50 }, () => `POST ${origin}/v1/chat/completions`));
});

test("what NO_PROXY names, and a simulator, are asked without the proxy", async () => {
  const origin = await answering();
  const proxy = await proxyServer();
  const env = { ...key, HTTP_PROXY: `http://127.0.0.1:${proxy.port}`, NO_PROXY: "other.test, 127.0.0.1" };
  expect(textOf(await ask(await runtime(specOf(origin), {}, { env }), { body: hello }))).toBe("Yes.");
  const { url } = await simulator();
  const alone = { HTTP_PROXY: `http://127.0.0.1:${proxy.port}` };
  expect((await ask(await runtime(specOf(origin), { one: url }, { env: alone }), { body: hello })).status).toBe(200);
  expect(proxy.asked).toEqual([]);
});

test.each([
  ["", "http://a.test/"],
  ["*", "https://a.test/"],
  ["a.test", "https://a.test/"],
  ["a.test", "https://b.a.test/"],
  ["a.test", "https://ba.test/"],
  [".a.test", "https://a.test/"],
  ["*.a.test", "https://a.test/"],
  ["*.a.test", "https://x.a.test/"],
  ["A.Test.", "https://a.test/"],
  ["a.test:443", "https://a.test/"],
  ["a.test:8443", "https://a.test/"],
  ["a.test:8443", "http://a.test:8443/"],
  ["b.test a.test", "http://a.test/"],
  ["b.test,a.test:80", "http://a.test/"],
  ["::1", "http://[::1]/"],
  ["[::1]:80", "http://[::1]/"],
  ["[::1]:81", "http://[::1]/"],
  ["127.0.0.1", "http://127.0.0.1:4000/"],
])("NO_PROXY=%s is read for %s as undici reads it", async (noProxy, url) => {
  const ours = readProxies({ http_proxy: "http://proxy.invalid:1", NO_PROXY: noProxy })(new URL(url));
  expect(ours === undefined ? "direct" : "proxied").toBe(await wayOf(noProxy, url));
});

/** What undici's own agent does: the pools that it makes tell where it goes. */
async function wayOf(noProxy: string, url: string): Promise<string | undefined> {
  const ways: string[] = [];
  const proxy = "http://proxy.invalid:1";
  const connect: buildConnector.connector = (_to, done) => done(new Error("not connected"), null);
  const factory = (origin: string | URL, { connect: way }: Pool.Options) => {
    const isProxied = typeof way === "function" || String(origin).startsWith(proxy);
    ways.push(isProxied ? "proxied" : "direct");
    return new Pool(origin, { connect });
  };
  const agent = new EnvHttpProxyAgent({ httpProxy: proxy, httpsProxy: proxy, noProxy, factory });
  const asked = agent.request({ origin: new URL(url).origin, path: "/", method: "GET" });
  await expect(asked).rejects.toThrow("not connected");
  await agent.destroy();
  return ways.at(-1);
}

test("a proxy that refuses fails the attempt, and its password is in no log", async () => {
  const own = certified();
  const origin = await tlsServer(own, (_request, response) => response.end(answer));
  const proxy = await proxyServer(407);
  const env = { ...key, HTTPS_PROXY: `http://user:secret-word@127.0.0.1:${proxy.port}` };
  const gateway = await runtime(specOf(origin), {}, { env, ca: own.ca });
  expect((await ask(gateway, { body: hello })).status).toBe(502);
  expect(JSON.stringify(gateway.log)).not.toContain("secret-word");
});

test.each([
  ["HTTPS_PROXY", "https://user:secret-word@", /HTTPS_PROXY is no URL of a proxy/],
  ["http_proxy", "ftp://secret-word:1", /http_proxy is no URL of a proxy/],
])("it does not start with %s=%s, and does not show it", async (name, value, message) => {
  const failed = runtime(specOf("http://127.0.0.1:1"), {}, { env: { ...key, [name]: value } });
  await expect(failed).rejects.toThrow(message);
  await expect(failed).rejects.not.toThrow(/secret-word/);
});

test.each(["--ca", "SSL_CERT_FILE"])(
  "an authority of our own is trusted when %s names it, beside those that Node trusts",
  async (way) => {
    const own = certified();
    const origin = await tlsServer(own, (_request, response) => response.end(answer), "localhost");
    const options = way === "--ca" ? { env: key, ca: own.ca } : { env: { ...key, SSL_CERT_FILE: own.ca } };
    const gateway = await runtime(specOf(origin), {}, options);
    expect((await ask(gateway, { body: hello })).status).toBe(200);
    const stranger = await runtime(specOf(origin), {}, { env: key });
    expect((await ask(stranger, { body: hello })).status).toBe(502);
  },
);

test("a file for --ca that is none is refused at the start; one that SSL_CERT_FILE names raises an alarm", async () => {
  const own = certified();
  const wrong = join(own.ca, "..", "wrong.pem");
  writeFileSync(wrong, "-----BEGIN PRIVATE KEY-----\nsecret-word\n-----END PRIVATE KEY-----\n");
  const started = (ca: string) => runtime(specOf("http://127.0.0.1:1"), {}, { env: key, ca });
  await expect(started("/nowhere/ca.pem")).rejects.toThrow(/\/nowhere\/ca\.pem, which --ca names, .*ENOENT/);
  await expect(started(wrong)).rejects.toThrow(/holds no certificate/);
  const gateway = await runtime(specOf("http://127.0.0.1:1"), {}, { env: { ...key, SSL_CERT_FILE: wrong } });
  expect(gateway.log).toEqual([
    expect.objectContaining({ event: "alarm", message: expect.stringContaining("SSL_CERT_FILE") }),
  ]);
});

test("an authority that has run out raises an alarm at the start", async () => {
  const old = certified({ from: "20200101000000Z", to: "20200102000000Z" });
  const gateway = await runtime(specOf("http://127.0.0.1:1"), {}, { env: key, ca: old.cert });
  expect(gateway.log).toEqual([
    expect.objectContaining({ event: "alarm", message: expect.stringContaining("ran out on") }),
  ]);
});
