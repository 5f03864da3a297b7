/** What the runtime's attempts do with a route's `fallbackOn`, found out by failing them, class by class. */
import { Cancellation } from "../../runtime/attempts/cancellation.ts";
import { Deadline } from "../../runtime/attempts/deadline.ts";
import { runAttempts } from "../../runtime/attempts/run.ts";
import { systemClock } from "../../runtime/clock.ts";
import type { FailureClass } from "../../semantics/failures.ts";
import { ledLists } from "./led-fallbacks.ts";

/** What the servers of a provider that is down, blocked or over its limit do to an attempt that has no answer yet. */
const outages: readonly FailureClass[] = [
  "connect",
  "timeout-attempt",
  "rate-limited",
  "quota",
  "overloaded",
  "server-error",
  "auth",
  "not-found",
  "malformed",
  "truncated",
];
/** What they may say of the request itself. */
const refusals: readonly FailureClass[] = ["context-length", "content-filter", "bad-request", "unsupported"];

export interface AttemptRules {
  /** After some failure the next target is tried. */
  readonly goesOn: boolean;
  /** Outages of the first target that end the request. */
  readonly ending: readonly FailureClass[];
}

/** The lists that random policies have, spelled; the empty text is a route without any. */
export const fallbackLists: readonly string[] = [
  "",
  "[]",
  '["overloaded"]',
  '["timeout-idle"]',
  '["context-length", "unsupported"]',
  JSON.stringify(outages),
  JSON.stringify([...outages, "bad-request"]),
  JSON.stringify(outages.filter((name) => name !== "connect")),
];

/** `firstToken`: the route has a limit for it. */
export function attemptRules(fallbackOn: readonly string[] | undefined, firstToken: boolean): AttemptRules {
  return known.get(keyOf(fallbackOn ? JSON.stringify(fallbackOn) : "", firstToken))!;
}

const known = new Map<string, AttemptRules>();
for (const list of [...fallbackLists, ...ledLists]) {
  for (const firstToken of [true, false]) {
    const normal = list === "" ? "" : JSON.stringify(JSON.parse(list));
    known.set(keyOf(normal, firstToken), await rulesOf(list, firstToken));
  }
}

function keyOf(list: string, firstToken: boolean): string {
  return `${list} ${firstToken}`;
}

async function rulesOf(list: string, firstToken: boolean): Promise<AttemptRules> {
  const fallbackOn = list === "" ? undefined : new Set(JSON.parse(list) as FailureClass[]);
  const down = firstToken ? [...outages, "timeout-first-token" as const] : outages;
  const ending: FailureClass[] = [];
  for (const failure of down) if (!(await isFollowed(failure, fallbackOn))) ending.push(failure);
  let goesOn = ending.length < down.length;
  // With a limit for silence whole answers come as streams, and stall before the client has a part of them.
  const before = firstToken ? [...refusals, "timeout-idle" as const] : refusals;
  for (const failure of before) goesOn ||= await isFollowed(failure, fallbackOn);
  return { goesOn, ending };
}

/** The first of two targets fails so, and the second one answers. */
async function isFollowed(failure: FailureClass, fallbackOn: ReadonlySet<FailureClass> | undefined): Promise<boolean> {
  const end = await runAttempts({
    targets: [{ id: "down" }, { id: "up" }],
    deadline: new Deadline(60_000, systemClock),
    clock: systemClock,
    chance: Math.random,
    fallbackOn,
    cancellation: new Cancellation(),
    begin: ({ id }) => {
      const opened = Promise.resolve(id === "up" ? undefined : { class: failure, detail: "" });
      return { id, opened, finished: opened, cancel: () => {} };
    },
  });
  return "opened" in end && end.opened.id === "up";
}
