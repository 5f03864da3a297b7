import { describe, expect, test } from "vitest";
import { AwsFrameReader } from "../../../runtime/wire/aws-event-stream.ts";
import type { WireEvent } from "../../../runtime/wire/sse.ts";
import { codec, eventFrame, exceptionFrame, frame } from "./aws-frames.ts";

const frames = [
  eventFrame("messageStart", { role: "assistant" }),
  eventFrame("contentBlockDelta", { delta: { text: "北京 🌍 안녕" }, contentBlockIndex: 0 }),
  frame({ ":message-type": { type: "string", value: "event" }, ":event-type": { type: "string", value: "x" } }, ""),
  exceptionFrame("throttlingException", { message: "slow" }),
];
const stream = Buffer.concat(frames);
const events: WireEvent[] = [
  { type: "messageStart", data: '{"role":"assistant"}' },
  { type: "contentBlockDelta", data: '{"delta":{"text":"北京 🌍 안녕"},"contentBlockIndex":0}' },
  { type: "x", data: "" },
  { type: "exception throttlingException", data: '{"message":"slow"}' },
];

function read(reader: AwsFrameReader, ...pieces: Buffer[]): (WireEvent | undefined)[] {
  return pieces.flatMap((piece) => reader.pushRaw(piece)).map((raw) => raw.read());
}

describe("the reader of AWS event streams", () => {
  test("reads what the AWS client's codec writes, whole, byte by byte and cut in two at any place", () => {
    expect(read(new AwsFrameReader(), stream)).toEqual(events);
    expect(read(new AwsFrameReader(), ...[...stream].map((byte) => Buffer.from([byte])))).toEqual(events);
    for (let at = 0; at <= stream.length; at++) {
      const reader = new AwsFrameReader();
      expect(read(reader, stream.subarray(0, at), stream.subarray(at))).toEqual(events);
      reader.end();
      expect(reader.failure).toBeUndefined();
    }
  });

  test("gives back every byte", () => {
    const seen = new AwsFrameReader().pushRaw(stream);
    expect(seen.map(({ bytes }) => bytes)).toEqual(frames);
  });

  test("takes headers of every type that the codec can write", () => {
    const headers = {
      a: { type: "boolean", value: true },
      b: { type: "boolean", value: false },
      c: { type: "byte", value: 7 },
      d: { type: "short", value: 700 },
      e: { type: "integer", value: 70_000 },
      f: { type: "timestamp", value: new Date(0) },
      g: { type: "uuid", value: "01234567-89ab-cdef-0123-456789abcdef" },
      h: { type: "binary", value: Buffer.from([0, 1, 2]) },
      ":message-type": { type: "string", value: "event" },
      ":event-type": { type: "string", value: "metadata" },
    } as const;
    expect(read(new AwsFrameReader(), frame(headers, "{}"))).toEqual([{ type: "metadata", data: "{}" }]);
  });

  test("tells an error without a payload by its code", () => {
    const text = (value: string) => ({ type: "string", value }) as const;
    const headers = { ":message-type": text("error"), ":error-code": text("503"), ":error-message": text("busy") };
    expect(read(new AwsFrameReader(), frame(headers, ""))).toEqual([
      { type: "exception 503", data: '{"message":"busy"}' },
    ]);
  });

  test("refuses what the codec refuses: no byte can be another one", () => {
    const one = frames[1]!;
    const isReadByCodec = (bytes: Buffer) => {
      try {
        codec.decode(bytes);
        return true;
      } catch {
        return false;
      }
    };
    for (let at = 0; at < one.length; at++) {
      const bent = Buffer.from(one);
      bent[at] = bent[at]! ^ 0x40;
      const reader = new AwsFrameReader();
      const seen = read(reader, bent, Buffer.alloc(70_000));
      expect(isReadByCodec(bent)).toBe(false);
      expect(seen).toEqual([]);
      expect(reader.failure?.class).toBe("malformed");
    }
  });

  test("is truncated where it ends inside a frame, and only there", () => {
    const ends = frames.map((_, i) => Buffer.concat(frames.slice(0, i + 1)).length);
    for (let at = 1; at <= stream.length; at++) {
      const reader = new AwsFrameReader();
      read(reader, stream.subarray(0, at));
      expect(reader.end()).toBeUndefined();
      expect(reader.failure?.class).toBe(ends.includes(at) ? undefined : "truncated");
    }
  });

  test("reads no frame that is longer than it may be, and holds none of it", () => {
    const reader = new AwsFrameReader(200);
    const fits = eventFrame("a", { t: "x" });
    expect(read(reader, fits, eventFrame("b", { t: "y".repeat(200) }), fits)).toHaveLength(1);
    expect(reader.failure).toEqual({
      class: "malformed",
      detail: "an event of the stream cannot be read: it is over 200 bytes",
    });
  });

  test("refuses a frame that does not say what it is", () => {
    const reader = new AwsFrameReader();
    expect(read(reader, frame({ ":event-type": { type: "string", value: "a" } }, "{}"))).toEqual([]);
    expect(reader.failure?.class).toBe("malformed");
  });

  test("reads nothing out of bytes that are something else", () => {
    for (const text of ["data: {}\n\n", "<html>bad gateway</html>", '{"message":"no"}', "\0".repeat(40)]) {
      const reader = new AwsFrameReader();
      expect(read(reader, Buffer.from(text))).toEqual([]);
      reader.end();
      expect(reader.failure).toBeDefined();
    }
  });
});
