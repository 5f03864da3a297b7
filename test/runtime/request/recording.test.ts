/** What is held of answers until they were read, over all of them. */
import { expect, test } from "vitest";
import { systemClock } from "../../../runtime/clock.ts";
import { RecordedBytes } from "../../../runtime/request/recording/recorded-bytes.ts";
import { MOST_RECORDED, Recorder } from "../../../runtime/request/recording/recorder.ts";
import type { Upstream } from "../../../runtime/upstream/upstream.ts";

const silent = { started() {}, data() {}, ended() {}, broken() {} };

/** Says these pieces at once. */
const saying = (...pieces: Buffer[]): Upstream => ({
  send: (_request, reader) => {
    reader.started(200, { "content-type": "application/json" });
    for (const piece of pieces) reader.data(piece);
    reader.ended();
    return { cancel() {}, resume() {} } as unknown as ReturnType<Upstream["send"]>;
  },
  close: () => Promise.resolve(),
});

const asked = (bytes: RecordedBytes, ...pieces: Buffer[]): Recorder => {
  const recorder = new Recorder(saying(...pieces), systemClock, { bytes });
  recorder.send({} as never, silent as never);
  return recorder;
};

test("beyond what all may hold nothing is recorded, and what is let go makes room", () => {
  const bytes = new RecordedBytes(1_000);
  const first = asked(bytes, Buffer.alloc(600));
  expect([first.recording?.isTooLong, asked(bytes, Buffer.alloc(300), Buffer.alloc(200)).recording?.isTooLong]).toEqual(
    [false, true],
  );
  expect(asked(bytes, Buffer.alloc(400)).recording?.isTooLong).toBe(false);
  first.letGo();
  expect(first.recording).toBeUndefined();
  expect(asked(bytes, Buffer.alloc(600)).recording?.isTooLong).toBe(false);
});

test("an answer that is too long holds nothing, and one that is asked again only what it says last", () => {
  const bytes = new RecordedBytes(2 * MOST_RECORDED);
  expect(asked(bytes, Buffer.alloc(MOST_RECORDED), Buffer.alloc(1)).recording?.isTooLong).toBe(true);
  const twice = asked(bytes, Buffer.alloc(MOST_RECORDED));
  twice.send({} as never, silent as never);
  expect(bytes.take(MOST_RECORDED)).toBe(true);
  expect(bytes.take(1)).toBe(false);
});
