/** One message of AWS's binary event stream, as its specification lays it out. */
import { crc32 } from "node:zlib";

/** `data`: JSON. */
export function frame(headers: Readonly<Record<string, string>>, data: object): Buffer {
  const named = Buffer.concat(Object.entries(headers).map(([name, value]) => headerOf(name, value)));
  const payload = Buffer.from(JSON.stringify(data));
  const bytes = Buffer.alloc(12 + named.length + payload.length + 4);
  bytes.writeUInt32BE(bytes.length, 0);
  bytes.writeUInt32BE(named.length, 4);
  bytes.writeUInt32BE(crc32(bytes.subarray(0, 8)), 8);
  named.copy(bytes, 12);
  payload.copy(bytes, 12 + named.length);
  bytes.writeUInt32BE(crc32(bytes.subarray(0, bytes.length - 4)), bytes.length - 4);
  return bytes;
}

/** 7: a text, with its length in two bytes. */
function headerOf(name: string, value: string): Buffer {
  const text = Buffer.from(value);
  const head = Buffer.concat([Buffer.from([name.length]), Buffer.from(name), Buffer.from([7, 0, 0])]);
  head.writeUInt16BE(text.length, head.length - 2);
  return Buffer.concat([head, text]);
}
