/** What an operator reads of a provider that cannot be reached, though the next target answered. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { connectionAlarm } from "../../../runtime/observe/connection-alarm.ts";
import { ask, hello, provider, runtime, simulator, type TestRuntime } from "../running.ts";
import type { TableSpec } from "../table-text.ts";
import { certified, tlsServer } from "./certificates.ts";
import { proxyServer } from "./proxy-server.ts";

function specOf(origin: string): TableSpec {
  return {
    targets: { "one/m1": { dialect: "openai" }, "two/m1": { dialect: "openai" } },
    routes: { chat: { use: ["one/m1", "two/m1"] } },
    providers: { one: { chatUrl: `${origin}/v1/chat/completions` } },
  };
}

async function asked(
  origin: string,
  options: { env?: Record<string, string>; ca?: string } = {},
): Promise<TestRuntime> {
  const second = await simulator();
  const env = { ONE_KEY: "provider-key", ...options.env };
  const gateway = await runtime(specOf(origin), { two: second.url }, { ...options, env });
  expect((await ask(gateway, { body: hello })).status).toBe(200);
  return gateway;
}

const codeOf = ({ log }: TestRuntime) =>
  (log.find(({ event }) => event === "request")!.attempts as { code?: string }[])[0]?.code;
const alarms = ({ log }: TestRuntime) => log.filter(({ event }) => event === "alarm");

test("a port where nobody listens is told by its code, without an alarm: it may come back", async () => {
  const gateway = await asked("http://127.0.0.1:1");
  expect([codeOf(gateway), alarms(gateway)]).toEqual(["ECONNREFUSED", []]);
});

test("a host that has no address is told by its code", async () => {
  const gateway = await asked("http://nowhere.invalid");
  // Without any name server, that nobody answers.
  expect(codeOf(gateway)).toMatch(/^(ENOTFOUND|EAI_AGAIN)$/);
  expect(alarms(gateway)).toHaveLength(codeOf(gateway) === "ENOTFOUND" ? 1 : 0);
  expect(connectionAlarm("ENOTFOUND")).toMatch(/no address/);
});

const ended = { from: "20200101000000Z", to: "20200102000000Z" };

test.each([
  [
    "of no authority that is trusted",
    () => certified(),
    false,
    /^(UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT_LOCALLY)$/,
    /--ca/,
  ],
  ["of itself", () => selfSigned(), false, /^DEPTH_ZERO_SELF_SIGNED_CERT$/, /--ca/],
  ["that has run out", () => certified(ended), true, /^CERT_HAS_EXPIRED$/, /out of its dates/],
  [
    "of another host",
    () => certified({ names: "DNS:elsewhere.test" }),
    true,
    /^ERR_TLS_CERT_ALTNAME_INVALID$/,
    /another host/,
  ],
])(
  "a certificate %s is told by its code and raises an alarm that says what to do",
  async (_what, make, isTrusted, code, message) => {
    const own = make();
    const origin = await tlsServer(own, (_request, response) => response.end());
    const gateway = await asked(origin, isTrusted ? { ca: own.ca } : {});
    expect(codeOf(gateway)).toMatch(code);
    expect(alarms(gateway)).toEqual([
      expect.objectContaining({
        target: "one/m1",
        failure: "connect",
        code: expect.stringMatching(code),
        message: expect.stringMatching(message),
      }),
    ]);
  },
);

test("TLS that is spoken to a port without it raises an alarm", async () => {
  const origin = await provider((_request, response) => response.end());
  const gateway = await asked(origin.replace("http:", "https:"));
  expect(alarms(gateway)).toEqual([expect.objectContaining({ message: expect.stringContaining("TLS") })]);
});

test.each([403, 407])(
  "a proxy that answers %i instead of a tunnel is told by its status, and raises an alarm without its password",
  async (status) => {
    const proxy = await proxyServer(status);
    const env = { HTTPS_PROXY: `http://user:secret-word@127.0.0.1:${proxy.port}` };
    const gateway = await asked("https://provider.test", { env });
    expect(codeOf(gateway)).toBe(`proxy ${status}`);
    expect(alarms(gateway)).toEqual([expect.objectContaining({ message: expect.stringContaining("HTTPS_PROXY") })]);
    expect(JSON.stringify(gateway.log)).not.toMatch(/secret-word|provider-key/);
  },
);

test("a proxy that refuses a request in the clear is told by its status", async () => {
  const proxy = await proxyServer(407);
  const gateway = await asked("http://provider.test", { env: { http_proxy: `http://127.0.0.1:${proxy.port}` } });
  expect(codeOf(gateway)).toBe("proxy 407");
});

test("a proxy that is down is told by its code", async () => {
  const gateway = await asked("https://provider.test", { env: { HTTPS_PROXY: "http://127.0.0.1:1" } });
  expect(codeOf(gateway)).toBe("ECONNREFUSED");
});

/** An authority that shows its own certificate. */
function selfSigned(): ReturnType<typeof certified> {
  const own = certified();
  return { ...own, cert: own.ca, key: join(own.ca, "..", "ca.key") };
}
