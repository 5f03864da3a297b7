import { describe, expect, test } from "vitest";
import { EventReader } from "../../../runtime/wire/sse.ts";

const stream =
  '\uFEFFevent: a\ndata: {"text":"北京 🌍"}\n\n: keep-alive\n\ndata:one\ndata: two\r\n\r\nid: 7\nevent: b\r\ndata:  x\r\n\r\nretry: 5\n\ndata: last\n\n';
const events = [
  { type: "a", data: '{"text":"北京 🌍"}' },
  { type: "", data: "one\ntwo" },
  { type: "b", data: " x" },
  { type: "", data: "last" },
];

describe("the event reader", () => {
  const bytes = Buffer.from(stream);

  test("reads events whole and byte by byte alike", () => {
    expect(new EventReader().push(bytes)).toEqual(events);
    const reader = new EventReader();
    expect([...bytes].flatMap((byte) => reader.push(Buffer.from([byte])))).toEqual(events);
  });

  test("reads events split in two at any place", () => {
    for (let at = 0; at <= bytes.length; at++) {
      const reader = new EventReader();
      expect([...reader.push(bytes.subarray(0, at)), ...reader.push(bytes.subarray(at))]).toEqual(events);
      expect(reader.end()).toBeUndefined();
    }
  });

  test("gives back every byte, comments and blank lines included", () => {
    const reader = new EventReader();
    const raw = [3, 40, 41, 90].map((from, i, all) => bytes.subarray(i === 0 ? 0 : all[i - 1], from));
    const seen = [...raw, bytes.subarray(90)].flatMap((part) => [...reader.pushRaw(part)]);
    expect(Buffer.concat(seen.map((event) => event.bytes))).toEqual(bytes);
    expect(seen.map((event) => event.read()).filter((event) => event !== undefined)).toEqual(events);
  });

  test("tells events as one that need not be told apart, wherever the stream is split", () => {
    const text = "data: x\n\ndata: x\n\n: no\n\ndata: x\n\ndata: y\n\n";
    const runEnd = (part: Buffer, from: number) => {
      let end = from;
      while (part.toString("latin1", end, end + 9) === "data: x\n\n") end += 9;
      return end;
    };
    for (let at = 0; at <= text.length; at++) {
      const reader = new EventReader();
      const parts = [text.slice(0, at), text.slice(at)].map((part) => Buffer.from(part));
      const seen = parts.flatMap((part) => [...reader.pushRaw(part, runEnd)]);
      expect(seen.map((event) => event.bytes.toString()).join("")).toBe(text);
      for (const event of seen) if (event.isRun) expect(event.bytes.toString().replaceAll("data: x\n\n", "")).toBe("");
      const read = seen.filter((event) => !event.isRun).flatMap((event) => event.read()?.data ?? []);
      expect(read.at(-1)).toBe("y");
      expect(read.filter((data) => data !== "x")).toEqual(["y"]);
    }
    expect([...new EventReader().pushRaw(Buffer.from(text), runEnd)].map((event) => event.isRun)).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });

  test("keeps what stands after the last blank line for the end", () => {
    const reader = new EventReader();
    expect(reader.push(Buffer.from("data: a\n\ndata: [DO"))).toEqual([{ type: "", data: "a" }]);
    expect(reader.push(Buffer.from("NE]\n"))).toEqual([]);
    expect(reader.end()?.read()).toEqual({ type: "", data: "[DONE]" });
    expect(reader.end()).toBeUndefined();
  });

  test("stops at an event over the ceiling, in one piece or in many", () => {
    for (const size of [7, 1000]) {
      const reader = new EventReader(100);
      const long = Buffer.from(`data: ok\n\ndata: ${"x".repeat(200)}\n\ndata: no\n\n`);
      const read = [];
      for (let at = 0; at < long.length; at += size) read.push(...reader.push(long.subarray(at, at + size)));
      expect(read).toEqual([{ type: "", data: "ok" }]);
      expect(reader.failure?.class).toBe("malformed");
      expect(reader.end()).toBeUndefined();
    }
  });

  test("takes a return in the middle of a line for text", () => {
    expect(new EventReader().push(Buffer.from("data: a\rb\n\rdata: c\n\n"))).toEqual([{ type: "", data: "a\rb" }]);
  });
});
