import { expect, test } from "vitest";
import type { FaultSchedule } from "../../simulator/faults.ts";
import { startTimetable } from "../../simulator/timetable.ts";

function met(schedule: FaultSchedule, models: readonly string[]): (string | undefined)[] {
  const timetable = startTimetable(schedule);
  return models.map((model) => timetable.next(model)?.fault);
}

const none = undefined;

test("after skips, times ends", () => {
  expect(met([{ fault: "500", after: 1, times: 2 }], ["m", "m", "m", "m"])).toEqual([none, "500", "500", none]);
});

test("every takes the n-th of each n", () => {
  expect(met([{ fault: "500", every: 2 }], ["m", "m", "m", "m"])).toEqual([none, "500", none, "500"]);
});

test("a fault for a model counts and meets only requests for it", () => {
  const schedule: FaultSchedule = [{ fault: "429", model: "a", after: 1 }];
  expect(met(schedule, ["b", "a", "b", "a", "b"])).toEqual([none, none, none, "429", none]);
});

test("the first entry that is due wins and the others are not used up", () => {
  const schedule: FaultSchedule = [
    { fault: "500", times: 1 },
    { fault: "429", times: 1 },
  ];
  expect(met(schedule, ["m", "m", "m"])).toEqual(["500", "429", none]);
});

test("a refusal is due once, after its requests", () => {
  const timetable = startTimetable([{ fault: "refused", after: 1 }]);
  expect(timetable.dueRefusal()).toBeUndefined();
  timetable.next("m");
  expect(timetable.dueRefusal()).toMatchObject({ fault: "refused" });
  expect(timetable.dueRefusal()).toBeUndefined();
});
