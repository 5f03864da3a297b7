// Binary frames: lengths, a checksum of the lengths, headers of texts, a payload, a checksum of all before it. Numbers
// are big endian; checksums are CRC-32.
import { crc32 } from "node:zlib";
import type { Framing, WireEvent } from "../framing.ts";

export const eventStream: Framing = {
  headers: { "content-type": "application/vnd.amazon.eventstream" },
  encode: toFrame,
  end: "",
  cutInside: true,
};

const prelude = 12;
const text = 7;

function toFrame({ name = "", data, exception }: WireEvent): Uint8Array {
  const type = exception ? "exception" : "event";
  const headers = Buffer.concat([
    header(`:${type}-type`, name),
    header(":content-type", "application/json"),
    header(":message-type", type),
  ]);
  const payload = Buffer.from(data);
  const frame = Buffer.alloc(prelude + headers.length + payload.length + 4);
  frame.writeUInt32BE(frame.length, 0);
  frame.writeUInt32BE(headers.length, 4);
  frame.writeUInt32BE(crc32(frame.subarray(0, 8)), 8);
  headers.copy(frame, prelude);
  payload.copy(frame, prelude + headers.length);
  frame.writeUInt32BE(crc32(frame.subarray(0, -4)), frame.length - 4);
  return frame;
}

function header(name: string, value: string): Buffer {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(3);
  length.writeUInt8(text, 0);
  length.writeUInt16BE(bytes.length, 1);
  return Buffer.concat([Buffer.from([name.length]), Buffer.from(name), length, bytes]);
}
