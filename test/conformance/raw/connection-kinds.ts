/** Providers whose connection, head or body is not as it should be. */
import { setTimeout as sleep } from "node:timers/promises";
import { brotliCompressSync, createGzip, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { all, begin, begun, half, json, type Kind, ok, say, short, stream, wholeText } from "./behaviours.ts";
import { answer, chunk, head, LAST_CHUNK } from "./raw-server.ts";
import { spoken } from "./wires.ts";

export const connectionKinds: Readonly<Record<string, Kind>> = {
  "answers well": { behave: ok, stream: "first", whole: "first" },
  "answers with headers of its own house": {
    behave: (socket, { wire, stream: isStream }) => {
      const secret = {
        "set-cookie": "sid=secret",
        server: "secret/1.2",
        "x-internal-host": "10.0.0.7",
        "x-request-id": "a\tb",
      };
      if (!isStream) return answer(socket, 200, wholeText(wire), secret);
      begin(socket, wire, secret);
      say(socket, all(wire));
      socket.write(LAST_CHUNK);
    },
    stream: "first",
    whole: "first",
  },
  "sends its head byte by byte for ever": {
    limits: short,
    behave: async (socket, { wire }) => {
      for (const byte of head(200, { "content-type": wire.type, "x-a": "b".repeat(5_000) })) {
        if (socket.destroyed) return;
        socket.write(byte);
        await sleep(20);
      }
    },
    stream: "second",
    whole: "second",
  },
  "sends its body byte by byte for ever": {
    limits: short,
    behave: async (socket, { wire }) => {
      const text = wholeText(wire, "x".repeat(5_000));
      socket.write(head(200, { "content-type": "application/json", "content-length": text.length }));
      for (const byte of text) {
        if (socket.destroyed) return;
        socket.write(byte);
        await sleep(20);
      }
    },
    stream: "second",
    whole: "second",
  },
  "writes no chunk where one belongs": {
    behave: (socket, { wire }) => {
      begin(socket, wire);
      socket.write("ZZZ\r\nnot a chunk\r\n");
    },
    stream: "second",
    whole: "second",
  },
  "writes no chunk where one belongs, after text": {
    behave: begun(async (socket) => {
      await sleep(30);
      socket.write("ZZZ\r\nnot a chunk\r\n");
    }),
    stream: "broken",
  },
  "says a length that is too long": {
    behave: (socket, { wire, stream: isStream }) => {
      const body = isStream ? Buffer.concat(half(wire)) : Buffer.from(wholeText(wire));
      socket.write(
        head(200, { "content-type": isStream ? wire.type : "application/json", "content-length": body.length + 100 }),
      );
      socket.write(body);
      setTimeout(() => socket.end(), 30);
    },
    stream: "broken",
    whole: "second",
  },
  "sends a second answer behind the first, which nobody asked for": {
    behave: (socket, { wire, stream: isStream }) => {
      const body = isStream ? Buffer.concat(all(wire)) : Buffer.from(wholeText(wire));
      socket.write(
        head(200, { "content-type": isStream ? wire.type : "application/json", "content-length": body.length }),
      );
      socket.write(body);
      answer(socket, 200, wholeText(wire, "SMUGGLED"));
    },
    stream: "first",
    whole: "first",
  },
  ...Object.fromEntries(
    Object.entries({ gzip: gzipSync, br: brotliCompressSync, deflate: deflateSync, zstd: zstdCompressSync }).map(
      ([encoding, pack]): [string, Kind] => [
        `packs (${encoding}) an answer that was asked for plain`,
        {
          behave: (socket, { wire, stream: isStream }) => {
            const body = pack(isStream ? Buffer.concat(all(wire)) : wholeText(wire));
            const type = isStream ? wire.type : "application/json";
            socket.write(
              head(200, { "content-type": type, "content-encoding": encoding, "content-length": body.length }),
            );
            socket.write(body);
          },
          stream: "first",
          whole: "first",
        },
      ],
    ),
  ),
  "packs an answer, and is cut": {
    behave: (socket, { wire, stream: isStream }) => {
      const type = isStream ? wire.type : "application/json";
      socket.write(head(200, { "content-type": type, "content-encoding": "gzip", "transfer-encoding": "chunked" }));
      const gzip = createGzip();
      gzip.on("data", (bytes: Buffer) => socket.write(chunk(bytes)));
      gzip.write(isStream ? Buffer.concat(half(wire)) : wholeText(wire).slice(0, 20));
      gzip.flush(() => setTimeout(() => socket.destroy(), 30));
    },
    stream: "broken",
    whole: "second",
  },
  "packs the half of an answer, and ends": {
    behave: (socket, { wire, stream: isStream }) => {
      const body = gzipSync(isStream ? Buffer.concat(all(wire)) : wholeText(wire)).subarray(0, 30);
      const type = isStream ? wire.type : "application/json";
      socket.write(head(200, { "content-type": type, "content-encoding": "gzip", "content-length": body.length }));
      socket.write(body);
    },
    stream: "second",
    whole: "second",
  },
  "says that it packs, and does not": {
    behave: (socket, { wire, stream: isStream }) => {
      const body = isStream ? Buffer.concat(all(wire)) : Buffer.from(wholeText(wire));
      const type = isStream ? wire.type : "application/json";
      socket.write(head(200, { "content-type": type, "content-encoding": "br", "content-length": body.length }));
      socket.write(body);
    },
    stream: "second",
    whole: "second",
  },
  "packs in a way that nobody knows": {
    behave: json(200, "?", { "content-encoding": "compress" }),
    stream: "second",
    whole: "second",
  },
  "sends a header of 100 KB": {
    behave: (socket) => void socket.write(`${head(200, { "x-big": "a".repeat(100_000), "content-length": 2 })}{}`),
    stream: "second",
    whole: "second",
  },
  "sends 200 headers": {
    behave: (socket, { wire, stream: isStream }) => {
      const many = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`x-${i}`, "v"]));
      if (!isStream) return answer(socket, 200, wholeText(wire), many);
      begin(socket, wire, many);
      say(socket, all(wire));
      socket.write(LAST_CHUNK);
    },
    stream: "first",
    whole: "first",
  },
  "hints early, and says to continue": {
    behave: (socket, asked) => {
      socket.write("HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n");
      return ok(socket, asked);
    },
    stream: "first",
    whole: "first",
  },
  "sends elsewhere": {
    behave: (socket) => void socket.write(head(302, { location: "http://127.0.0.1:1/elsewhere", "content-length": 0 })),
    stream: "second",
    whole: "second",
  },
  "switches protocols": {
    behave: (socket) =>
      void socket.write("HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n"),
    stream: "second",
    whole: "second",
  },
  "speaks HTTP/1.0": {
    behave: (socket, { wire, stream: isStream }) => {
      socket.write(`HTTP/1.0 200 OK\r\ncontent-type: ${isStream ? wire.type : "application/json"}\r\n\r\n`);
      socket.end(isStream ? Buffer.concat(all(wire)) : wholeText(wire));
    },
    stream: "first",
    whole: "first",
  },
  "speaks HTTP/1.0 and is cut": {
    behave: (socket, { wire, stream: isStream }) => {
      socket.write(`HTTP/1.0 200 OK\r\ncontent-type: ${isStream ? wire.type : "application/json"}\r\n\r\n`);
      socket.end(isStream ? Buffer.concat(half(wire)) : wholeText(wire).slice(0, 20));
    },
    stream: "broken",
    whole: "second",
  },
  "has nothing to say": { behave: json(200, ""), stream: "second", whole: "second" },
  "is a page to log in": {
    behave: json(200, "<html><body>Login</body></html>", { "content-type": "text/html" }),
    stream: "second",
    whole: "second",
  },
  "answers 204": { behave: (socket) => void socket.write(head(204)), stream: "second", whole: "second" },
  "says an error with 200": {
    behave: json(200, '{"error":{"message":"secret words","type":"server_error","code":null}}'),
    stream: "second",
    whole: "second",
  },
  "says an error in a word with 200": {
    behave: json(200, '{"error":"MAINTENANCE"}'),
    stream: "second",
    whole: "second",
  },
  "answers null": { behave: json(200, "null"), stream: "second", whole: "second" },
  "answers a list": { behave: json(200, "[]"), stream: "second", whole: "second" },
  "answers an object of nothing": { behave: json(200, "{}"), stream: "second", whole: "second" },
  "is silent": { limits: short, behave: () => {}, stream: "second", whole: "second" },
  "is silent behind its head": {
    limits: short,
    behave: (socket, { wire }) => begin(socket, wire),
    stream: "second",
    whole: "second",
  },
  "says a text of 10 MB at once": {
    large: true,
    behave: (socket, { wire, stream: isStream }) => {
      const text = `Hello${"x".repeat(10_000_000)}`;
      if (isStream) stream(socket, wire, spoken(wire, [text]));
      else answer(socket, 200, wholeText(wire, text));
    },
    stream: "first",
    whole: "first",
  },
};
