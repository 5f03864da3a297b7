/** A table from a server whose certificate an authority of the team's own has signed, straight and through a proxy. */
import { expect, test } from "vitest";
import { systemClock } from "../../../runtime/clock.ts";
import { openUrlSource, type UrlSource, type UrlSourceOptions } from "../../../runtime/reload/url-source.ts";
import { afterTest } from "../after-test.ts";
import { certified, tlsServer } from "../upstream/certificates.ts";
import { proxyServer } from "../upstream/proxy-server.ts";

test("the table of a server that the team's own authority vouches for is taken where its file is given, and only there", async () => {
  const own = certified();
  const origin = await tlsServer(own, (_request, response) => response.end("table"));
  expect(await (await opened(`${origin}/t`, { caFile: own.ca })).read(true)).toEqual({ table: "table" });
  const other = certified();
  for (const caFile of [undefined, other.ca])
    expect(await (await opened(`${origin}/t`, { caFile })).read(true)).toMatchObject({ code: "not-fetched" });
});

test("a proxy is told where to, and neither the path, the token nor the table", async () => {
  const own = certified();
  const tokens: unknown[] = [];
  const origin = await tlsServer(own, ({ headers }, response) => {
    tokens.push(headers.authorization);
    response.end("table");
  });
  const proxy = await proxyServer();
  const env = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`, POINTSMAN_TABLE_TOKEN: "tk" };
  const source = await opened(`${origin}/secret/t?signature=s`, { env, caFile: own.ca });
  expect(await source.read(true)).toEqual({ table: "table" });
  expect(await source.read(false)).toBeUndefined();
  expect(new Set(proxy.asked)).toEqual(new Set([`CONNECT ${new URL(origin).host}`]));
  expect(tokens).toEqual(["Bearer tk", "Bearer tk"]);
});

test("a proxy that refuses is a table that does not come, with its password in no reason", async () => {
  const own = certified();
  const origin = await tlsServer(own, (_request, response) => response.end("table"));
  const proxy = await proxyServer(407);
  const env = { HTTPS_PROXY: `http://user:s3cret@127.0.0.1:${proxy.port}` };
  const read = await (await opened(`${origin}/t`, { env, caFile: own.ca })).read(true);
  expect(read).toMatchObject({ code: "not-fetched" });
  expect(JSON.stringify(read)).not.toContain("s3cret");
});

async function opened(url: string, options: Partial<UrlSourceOptions>): Promise<UrlSource> {
  const source = await openUrlSource({ url, env: {}, clock: systemClock, alarm: () => {}, ...options });
  afterTest(() => source.close());
  return source;
}
