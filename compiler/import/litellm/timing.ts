/** Timeouts and retries: each attempt has its own limit, here as there, and the deadline is all that a client might wait. */
import { retriesMultiply } from "../../diagnostics/time/retries-multiply.ts";
import type { Value } from "../../load/value.ts";
import { field } from "../../lower/read.ts";
import type { Span } from "../../source.ts";
import { type Draft, type DraftEntry, map, text } from "../draft.ts";
import { amount, durationText } from "../settings.ts";
import type { Deployment } from "./config.ts";
import { type Groups, successors } from "./fallbacks.ts";

interface Timeout {
  readonly seconds: number;
  readonly span: Span;
}

export interface Timing {
  readonly deadline?: Draft | undefined;
  readonly attempt?: Draft | undefined;
  readonly retry?: Draft | undefined;
}

/** Of the attempts of a group's requests; without a timeout in the original there is none here. */
export function timingOf(group: string, groups: Groups): Timing {
  const tried = [group, ...successors(group, groups)];
  const retry = retryOf(tried, groups);
  const timeouts = tried.map((name) => ({ name, timeout: timeoutIn(name, groups) }));
  const written = timeouts.flatMap(({ timeout }) => timeout ?? []);
  const longest = written.toSorted((a, b) => b.seconds - a.seconds)[0];
  if (!longest || written.length < timeouts.length) return { retry };
  const seconds = timeouts.reduce(
    (sum, { name, timeout }) => sum + timeout!.seconds * (1 + retriesOf(name, groups)),
    0,
  );
  return {
    deadline: text(durationText(seconds * 1000), longest.span),
    // One attempt in all has the deadline.
    attempt: seconds > longest.seconds ? text(durationText(longest.seconds * 1000), longest.span) : undefined,
    retry,
  };
}

export function firstTokenOf(group: string, groups: Groups): Draft | undefined {
  const timeout = timeoutOf(["stream_timeout"], group, groups);
  return timeout && text(durationText(timeout.seconds * 1000), timeout.span);
}

function timeoutIn(group: string, groups: Groups): Timeout | undefined {
  return timeoutOf(["timeout", "request_timeout"], group, groups);
}

/** The longest one of the group's deployments, else the router's. */
function timeoutOf(names: readonly string[], group: string, { byName, config }: Groups): Timeout | undefined {
  const own = (byName.get(group) ?? []).flatMap(({ params }: Deployment) =>
    names.flatMap((name) => read(field(params, name)) ?? []).slice(0, 1),
  );
  const [longest] = own.toSorted((a, b) => b.seconds - a.seconds);
  return longest ?? names.flatMap((name) => read(config.setting(name)) ?? [])[0];
}

function read(value: Value | undefined): Timeout | undefined {
  const seconds = amount(value);
  return value && seconds !== undefined && seconds > 0 ? { seconds, span: value.origin.span } : undefined;
}

/** As often as a group is asked again there when nothing is set. */
const DEFAULT_RETRIES = 2;
/** More rounds than these are none of a policy's. */
const MOST_TIMES = 5;

/** Of the group's deployments, else of the router. */
function retriesOf(group: string, groups: Groups): number {
  return amount(retriesIn(group, groups)) ?? DEFAULT_RETRIES;
}

function retriesIn(group: string, { byName, config }: Groups): Value | undefined {
  const own = (byName.get(group) ?? []).flatMap(({ params }) => field(params, "num_retries") ?? []);
  return own.find((value) => amount(value) !== undefined) ?? config.setting("num_retries");
}

/** The most that is asked of one of the groups. */
function retryOf(tried: readonly string[], groups: Groups): Draft | undefined {
  const values = tried.flatMap((group) => retriesIn(group, groups) ?? []);
  const [most] = values.toSorted((a, b) => (amount(b) ?? 0) - (amount(a) ?? 0));
  const times = amount(most);
  if (!most || times === undefined || times < 0) return undefined;
  const { span } = most.origin;
  const after = groups.config.setting("retry_after");
  const wait = amount(after);
  const entries: (DraftEntry | undefined)[] = [
    { key: "times", span, value: text(Math.min(Math.floor(times), MOST_TIMES), span) },
    after && wait !== undefined && wait > 0
      ? { key: "after", span: after.origin.span, value: text(durationText(wait * 1000), after.origin.span) }
      : undefined,
  ];
  return map(entries, span);
}

/** What LiteLLM waits for an attempt when nothing is set. */
const DEFAULT_TIMEOUT = 600;

/** What is different here in what follows a failure, and how long the longest chain may take. */
export function checkRetries(groups: Groups): void {
  const { config, byName, input } = groups;
  const setting = config.setting("num_retries");
  const retries = amount(setting) ?? 0;
  if (!setting || retries < 0) return;
  if (retries > MOST_TIMES) {
    const how = `a target is asked again ${MOST_TIMES} times at most`;
    input.findings.changed("`num_retries`", how, setting.origin);
  }
  const chains = [...byName.keys()].map((group) => ({ group, length: successors(group, groups).length + 1 }));
  const longest = chains.toSorted((a, b) => b.length - a.length)[0];
  if (!longest || longest.length < 2 || retries < 1) return;
  const timeout = timeoutIn(longest.group, groups)?.seconds ?? DEFAULT_TIMEOUT;
  const parameters = { group: longest.group, attempts: retries + 1, groups: longest.length, timeout };
  input.findings.report(retriesMultiply, parameters, setting.origin);
}

/** One limit holds for every attempt of a route; the shorter ones of its chain are said. */
export function checkTimeouts(groups: Groups): void {
  const { byName, input } = groups;
  for (const deployments of byName.values()) {
    const written = deployments.flatMap(({ params }) =>
      ["timeout", "request_timeout", "stream_timeout"].map((name) => ({ name, value: field(params, name) })),
    );
    for (const name of new Set(written.map((one) => one.name))) {
      const values = written.flatMap((one) => (one.name === name && one.value ? [one.value] : []));
      const longest = Math.max(...values.map((value) => amount(value) ?? 0));
      for (const value of values) {
        if ((amount(value) ?? 0) === longest) input.findings.carried(value);
        else
          input.findings.changed(
            `\`${name}\``,
            "one limit holds for every attempt of a route, the longest",
            value.origin,
          );
      }
    }
  }
}
