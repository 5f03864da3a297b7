/** What an attempt comes to, told to all who keep account of it: the request's own records, how busy, quick and well a target is. */
import type { AttemptObserver } from "../attempts/attempt.ts";
import type { AttemptRecord } from "../attempts/run.ts";
import type { Running } from "../running.ts";
import type { ReadyTarget } from "./ready-targets.ts";

interface Watched {
  readonly stream: boolean;
  readonly aside: true | undefined;
  readonly records: AttemptRecord[];
}

/** It begins now. */
export function watchAttempt(
  { load, health }: Pick<Running, "load" | "health">,
  target: ReadyTarget,
  { stream, aside, records }: Watched,
): AttemptObserver {
  const { id } = target;
  const watch = aside ? undefined : health.watch(target);
  let hasOpened = false;
  load.began(id);
  return {
    opened: (ms) => {
      hasOpened = true;
      if (stream) load.measured(id, ms);
      watch?.opened();
    },
    finished: (ms, failure) => {
      load.ended(id);
      if (stream && !hasOpened) load.measured(id, ms);
      watch?.ended(failure);
      records.push({ target: id, ...(failure && { failure }), ms: Math.round(ms) });
    },
  };
}
