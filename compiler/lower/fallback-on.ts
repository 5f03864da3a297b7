import { type AttemptFailure, attemptFailures } from "../../semantics/failures.ts";
import type { Value } from "../load/value.ts";
import type { FailureTier, Route } from "./ir.ts";
import { entries, field, items, text, truth } from "./read.ts";
import { lowerStrategy, type Names } from "./strategy.ts";

/** What a route says about what follows a failure: a list of the classes that go on, or where each goes. */
export function lowerFallbackOn(route: Value, names: Names): Pick<Route, "fallbackOn" | "fallbackTo"> {
  const written = field(route, "fallbackOn");
  if (!written) return {};
  if (written.kind === "list") return { fallbackOn: items(written).flatMap((item) => text(item) ?? []) };
  const courses = new Map(coursesOf(written));
  const goesOn = classes.filter((name) => courses.get(name)?.goesOn ?? attemptFailures[name].fallback);
  const isDefault = classes.every((name) => goesOn.includes(name) === attemptFailures[name].fallback);
  const fallbackTo = tiersOf(courses, names);
  return { ...(!isDefault && { fallbackOn: goesOn }), ...(fallbackTo.length > 0 && { fallbackTo }) };
}

const classes = (Object.keys(attemptFailures) as AttemptFailure[]).sort();

/** `to`: absent for the next target. */
interface Course {
  readonly goesOn: boolean;
  readonly to?: Value;
}

/** Of the classes that are named, and of those that `default` is for. */
function* coursesOf(written: Value): Generator<[AttemptFailure, Course]> {
  const rest = field(written, "default");
  if (rest && truth(rest) !== true) {
    // What does not go on by itself is not sent anywhere by the way.
    for (const name of classes) if (attemptFailures[name].fallback) yield [name, courseOf(rest)];
  }
  for (const { name, value } of entries(written)) {
    const known = classes.find((one) => one === name);
    if (known && field(written, name)) yield [known, courseOf(value)];
  }
}

function courseOf(value: Value): Course {
  const goesOn = truth(value);
  return goesOn === undefined ? { goesOn: true, to: value } : { goesOn };
}

/** What is written once is one, however many classes go there. */
function tiersOf(courses: ReadonlyMap<AttemptFailure, Course>, names: Names): FailureTier[] {
  const byValue = Map.groupBy(
    classes.filter((name) => courses.get(name)?.to),
    (name) => courses.get(name)!.to!,
  );
  return [...byValue].flatMap(([value, classes]): FailureTier[] => {
    const strategy = lowerStrategy(value, names);
    return strategy ? [{ classes, strategy, origin: value.origin }] : [];
  });
}
