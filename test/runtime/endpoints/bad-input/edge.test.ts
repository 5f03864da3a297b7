/** Requests whose bytes, heads and addresses are wrong: refused in the words of the clients of that path. */
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { rawClient } from "../../http/raw-socket.ts";
import { KEY } from "../../running.ts";
import { bodyAt, cases } from "./cases.ts";
import { faultOf } from "./faults.ts";
import { type Gateway, type Reply, startGateway } from "./gateway.ts";

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
  return async () => {
    expect(gateway.faults).toEqual([]);
    await gateway.close();
  };
});

const endpoints = ["chat completions", "messages", "count_tokens", "responses", "embeddings of texts"].map(
  (name) => cases.find((one) => one.name === name)!,
);

describe.each(endpoints)("$path", (one) => {
  const text = JSON.stringify(bodyAt(one, "openai"));
  const refused = (reply: Reply, status: number, message: RegExp) => {
    expect([reply.status, faultOf(reply, one.protocol)], reply.text).toEqual([status, undefined]);
    expect(reply.text).toMatch(message);
  };

  test.each(["GET", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"])("is not asked by %s", async (method) => {
    refused(await gateway.ask(method, one.path, ""), 405, /takes POST/);
  });

  test.each(["/", "//", "/x", "/../../etc/passwd"])("has nothing below it: %s", async (more) => {
    refused(await gateway.post(one.path + more, text), 404, /There is no/);
  });

  test.each(["%00", ".json", ";a=b", "%2f"])("is nothing else: %s", async (more) => {
    const reply = await gateway.post(one.path + more, text);
    const protocol = (one.path + more).startsWith("/v1/messages/") ? "messages" : "chat";
    expect([reply.status, faultOf(reply, protocol)], reply.text).toEqual([404, undefined]);
  });

  test.each(["?beta=true", "?", "?a=%ff&a", `?${"a=b&".repeat(2_000)}`])(
    "is the same with the query %#",
    async (query) => {
      expect((await gateway.post(one.path + query, text)).status).toBe(200);
    },
  );

  test.each([
    ["gzip", gzipSync(text)],
    ["gzip", Buffer.from(text)],
    ["GZIP, identity", gzipSync(text)],
    ["br", brotliCompressSync(text)],
    ["deflate", deflateSync(text)],
    ["zebra", Buffer.from(text)],
  ])("takes no body that says it is packed (%s, %#)", async (encoding, bytes) => {
    refused(await gateway.post(one.path, bytes, { "content-encoding": encoding }), 415, /content-encoding.*as it is/);
  });

  test.each(["identity", ""])("takes one whose encoding is %j", async (encoding) => {
    expect((await gateway.post(one.path, text, { "content-encoding": encoding })).status).toBe(200);
  });

  test.each([
    ["packed without saying so", gzipSync(text)],
    ["a byte order mark", Buffer.from(`\uFEFF${text}`)],
    ["UTF-16", Buffer.from(text, "utf16le")],
    ["not UTF-8", Buffer.concat([Buffer.from('{"model":"'), Buffer.from([0xff, 0xc0, 0x80]), Buffer.from('"}')])],
    [
      "a half of a character",
      Buffer.concat([Buffer.from('{"model":"'), Buffer.from("🌍").subarray(0, 2), Buffer.from('"}')]),
    ],
    ["nothing", Buffer.alloc(0)],
    ["blanks", Buffer.from(" \n")],
    ["a form", Buffer.from("model=chat&messages=hi")],
    ["two values", Buffer.from(text + text)],
    ["a comma at the end", Buffer.from(`${text.slice(0, -1)},}`)],
    ["NaN", Buffer.from('{"model":NaN}')],
    ["a comment", Buffer.from(`/* hi */ ${text}`)],
    ["XML", Buffer.from("<a/>")],
  ])("takes no body that is %s", async (_what, bytes) => {
    refused(await gateway.post(one.path, bytes), 400, /body|JSON/);
  });

  test("takes no body that is cut, wherever", async () => {
    const bytes = Buffer.from(text);
    for (let end = 0; end < bytes.length; end += 37)
      refused(await gateway.post(one.path, bytes.subarray(0, end)), 400, /body/);
  });

  test.each(["text/plain", "application/json; charset=latin1", "multipart/form-data", "zebra", ""])(
    "reads JSON by its bytes, whatever its type is called: %j",
    async (type) => {
      expect((await gateway.post(one.path, text, { "content-type": type })).status).toBe(200);
    },
  );

  test.each(["", "Bearer", "Bearer ", "Basic YTpi", `Bearer ${KEY}x`, `Bearer ${KEY} ${KEY}`, "Bearer \u00ff"])(
    "is nobody's who says to be %j",
    async (authorization) => {
      refused(await gateway.post(one.path, text, { authorization }), 401, /key/);
    },
  );

  test.each([
    ["x-request-id", "a b\u00ff"],
    ["traceparent", "00-zebra"],
    ["tracestate", "=".repeat(2_000)],
    ["anthropic-version", "zebra"],
    ["anthropic-beta", ",, ,\u00ff,".repeat(50)],
    ["accept", "image/png"],
    ["expect", "100-continue"],
    ["cookie", "a=b"],
    ["openai-organization", "__proto__"],
    ["x-stainless-retry-count", "NaN"],
  ])("answers whoever sends an odd %s", async (name, value) => {
    expect((await gateway.post(one.path, text, { [name]: value })).status).toBe(200);
  });

  test.each(["{", "[]", '{"a":1}', '{"a":{}}', "\u00ff", '{"__proto__":"a"}'])(
    "refuses metadata of %j, or passes them over, in the client's words",
    async (value) => {
      const reply = await gateway.post(one.path, text, { "x-pointsman-metadata": value });
      expect(faultOf(reply, one.protocol), reply.text).toBeUndefined();
    },
  );

  const head = `POST ${one.path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${KEY}\r\n`;
  const size = Buffer.byteLength(text).toString(16);
  test.each([
    ["chunks of no size", `${head}transfer-encoding: chunked\r\n\r\nzebra\r\n`],
    ["a chunk that is longer than it says", `${head}transfer-encoding: chunked\r\n\r\n3\r\nabcdef\r\n0\r\n\r\n`],
    ["a chunk of a negative size", `${head}transfer-encoding: chunked\r\n\r\n-1\r\n${text}\r\n0\r\n\r\n`],
    [
      "a length and chunks",
      `${head}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n${size}\r\n${text}\r\n0\r\n\r\n`,
    ],
    ["two lengths", `${head}content-length: 5\r\ncontent-length: 6\r\n\r\n{"a":`],
    ["a length that is no number", `${head}content-length: many\r\n\r\n${text}`],
    ["a header without a name", `${head}: x\r\n\r\n`],
    ["a NUL in a header", `${head}x: \u0000\r\n\r\n`],
    ["another version of HTTP", `POST ${one.path} HTTP/9.9\r\n\r\n`],
  ])("is closed to %s", async (_what, bytes) => {
    const client = await rawClient(gateway.url);
    client.socket.write(bytes, "latin1");
    expect(await client.closed()).toMatch(/^HTTP\/1\.1 400 /);
  });

  test("lets go of a body that never comes to its end", async () => {
    const client = await rawClient(gateway.url);
    client.socket.end(`${head}content-length: ${text.length + 10}\r\n\r\n${text}`);
    expect(await client.closed()).toMatch(/^(HTTP\/1\.1 4\d\d |$)/);
  });
});
