import { describe, expect, test } from "vitest";
import { LineReader } from "../../../runtime/wire/ndjson.ts";

const stream = '{"a":"北京 🌍"}\n\n{"b":1}\r\n  {"c":2}  \n{"d":"\\n"}';
const lines = ['{"a":"北京 🌍"}', '{"b":1}', '{"c":2}', '{"d":"\\n"}'];

function read(...pieces: Buffer[]): string[] {
  const reader = new LineReader();
  const raw = pieces.flatMap((piece) => reader.pushRaw(piece));
  const last = reader.end();
  return [...raw, ...(last ? [last] : [])].flatMap((event) => event.read()?.data ?? []);
}

describe("the reader of JSON lines", () => {
  const bytes = Buffer.from(stream);

  test("reads them whole, byte by byte and cut in two at any place", () => {
    expect(read(bytes)).toEqual(lines);
    expect(read(...[...bytes].map((byte) => Buffer.from([byte])))).toEqual(lines);
    for (let at = 0; at <= bytes.length; at++) expect(read(bytes.subarray(0, at), bytes.subarray(at))).toEqual(lines);
  });

  test("gives back every byte", () => {
    const reader = new LineReader();
    const raw = [...bytes].flatMap((byte) => reader.pushRaw(Buffer.from([byte])));
    expect(Buffer.concat([...raw, reader.end()!].map((event) => event.bytes))).toEqual(bytes);
  });

  test("reads no line that is longer than it may be, wherever it is cut", () => {
    const long = Buffer.from(`{"a":1}\n{"b":"${"x".repeat(100)}"}\n{"c":1}\n`);
    for (let at = 0; at <= long.length; at++) {
      const reader = new LineReader(60);
      const seen = [long.subarray(0, at), long.subarray(at)].flatMap((piece) => reader.pushRaw(piece));
      expect(seen.map((event) => event.read()?.data)).toEqual(['{"a":1}']);
      expect(reader.failure).toEqual({ class: "malformed", detail: "one line of the stream is over 60 bytes" });
      expect(reader.end()).toBeUndefined();
    }
  });

  test("has nothing left behind a line that was closed", () => {
    const reader = new LineReader();
    reader.pushRaw(Buffer.from("{}\n"));
    expect(reader.end()).toBeUndefined();
  });
});
