import { expect, test } from "vitest";
import { KeptOpen } from "../../../runtime/request/kept-open.ts";
import { SimulatedClock } from "../simulated-clock.ts";

function kept(takesMore: boolean): { clock: SimulatedClock; sink: KeptOpen; written: string[]; drain: () => void } {
  const clock = new SimulatedClock();
  const written: string[] = [];
  let drain = () => {};
  const inner = {
    write: (bytes: Buffer) => {
      written.push(bytes.toString());
      return takesMore;
    },
    drained: (listener: () => void) => {
      drain = listener;
    },
  };
  return { clock, sink: new KeptOpen(inner, clock, () => Buffer.from("alive")), written, drain: () => drain() };
}

test("every write puts off what is said to keep a stream open", () => {
  const { clock, sink, written } = kept(true);
  clock.after(10_000, () => sink.write(Buffer.from("text")));
  while (clock.now() < 40_000) clock.next();
  expect(clock.now()).toBe(40_000);
  expect(written).toEqual(["text", "alive", "alive"]);
  sink.stop();
  expect(clock.waiting).toBe(0);
});

test("a client that takes nothing is told nothing until it has room again", () => {
  const { clock, sink, written, drain } = kept(false);
  sink.write(Buffer.from("text"));
  sink.drained(() => {});
  for (const _ of [1, 2]) clock.next();
  expect(written).toEqual(["text"]);
  drain();
  clock.next();
  expect(written).toEqual(["text", "alive"]);
});
