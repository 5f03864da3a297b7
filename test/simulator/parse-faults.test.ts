import { expect, test } from "vitest";
import { FaultTextError, parseFault, parseFaults } from "../../simulator/parse-faults.ts";

test("items are met one after the other, once each unless a count is given", () => {
  expect(parseFaults("429@2 x2, 500,ok x3 ,cut-stream@5")).toEqual([
    { fault: "429", value: 2, times: 2 },
    { fault: "500", times: 1, after: 2 },
    { fault: "cut-stream", value: 5, times: 1, after: 6 },
  ]);
});

test("a star has no end and a slash takes every n-th request", () => {
  expect(parseFaults("ok,529x*")).toEqual([{ fault: "529", after: 1 }]);
  expect(parseFaults("500/3")).toEqual([{ fault: "500", every: 3 }]);
  expect(parseFaults("500x2/3,reset")).toEqual([
    { fault: "500", times: 2, every: 3 },
    { fault: "reset", times: 1, after: 6 },
  ]);
});

test("items for a model form their own sequence", () => {
  expect(parseFaults("500[model-a],429,reset[model-a]")).toEqual([
    { fault: "500", times: 1, model: "model-a" },
    { fault: "429", times: 1 },
    { fault: "reset", times: 1, after: 1, model: "model-a" },
  ]);
});

test("refused takes no place in the count of requests", () => {
  expect(parseFaults("500x2,refused@300,429")).toEqual([
    { fault: "500", times: 2 },
    { fault: "refused", value: 300, after: 2 },
    { fault: "429", times: 1, after: 2 },
  ]);
});

test("an empty text is an empty schedule", () => {
  expect(parseFaults(" ")).toEqual([]);
});

test.each([
  ["500, 42", 5, /unknown fault "42".*429.*cut-stream/],
  ["500,,429", 4, /expected <fault>/],
  ["500x0", 0, /begins at 1/],
  ["reset@5", 0, /reset takes no number/],
  ["refusedx2", 0, /refused@500/],
  ["500x*,429", 6, /item "429" at character 7 is never reached/],
])("%s is refused with the place", (text, position, message) => {
  expect(() => parseFaults(text)).toThrow(message);
  expect(() => parseFaults(text)).toThrow(expect.objectContaining({ position }));
  expect(() => parseFaults(text)).toThrow(FaultTextError);
});

test("one fault is read with its number, and ok is none", () => {
  expect(parseFault(" cut-stream@3 ")).toEqual({ fault: "cut-stream", value: 3 });
  expect(parseFault("ok")).toBeUndefined();
  expect(() => parseFault("500x2")).toThrow(/more than one fault/);
  expect(() => parseFault("tea")).toThrow(/unknown fault "tea"/);
});
