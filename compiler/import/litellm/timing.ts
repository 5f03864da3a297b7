/** Timeouts and retries: each attempt's own there, one deadline for the whole request here. */
import { retriesMultiply } from "../../diagnostics/time/retries-multiply.ts";
import { field } from "../../lower/read.ts";
import type { Span } from "../../source.ts";
import { type Draft, text } from "../draft.ts";
import { amount, durationText } from "../settings.ts";
import type { Deployment } from "./config.ts";
import { type Groups, successors } from "./fallbacks.ts";

interface Timeout {
  readonly seconds: number;
  readonly span: Span;
}

/** Time for the attempt of every group that may be tried; undefined when the original sets no timeout. */
export function deadlineOf(group: string, groups: Groups): Draft | undefined {
  const tried = [group, ...successors(group, groups)];
  const timeouts = tried.map((name) => timeoutOf("timeout", name, groups) ?? requestTimeout(groups));
  const [first] = timeouts;
  if (!first || timeouts.includes(undefined)) return undefined;
  const seconds = timeouts.reduce((sum, timeout) => sum + (timeout?.seconds ?? 0), 0);
  return text(durationText(seconds * 1000), first.span);
}

export function firstTokenOf(group: string, groups: Groups): Draft | undefined {
  const timeout = timeoutOf("stream_timeout", group, groups);
  return timeout && text(durationText(timeout.seconds * 1000), timeout.span);
}

/** The longest one of the group's deployments, else the router's. */
function timeoutOf(name: string, group: string, { byName, config }: Groups): Timeout | undefined {
  const own = (byName.get(group) ?? []).flatMap((deployment: Deployment) => read(field(deployment.params, name)) ?? []);
  return own.toSorted((a, b) => b.seconds - a.seconds)[0] ?? read(config.setting(name));
}

function requestTimeout({ config }: Groups): Timeout | undefined {
  return read(config.setting("request_timeout"));
}

function read(value: ReturnType<typeof field>): Timeout | undefined {
  const seconds = amount(value);
  return value && seconds !== undefined && seconds > 0 ? { seconds, span: value.origin.span } : undefined;
}

/** What LiteLLM waits for an attempt when nothing is set. */
const DEFAULT_TIMEOUT = 600;

/** Tells of the longest chain. */
export function checkRetries(groups: Groups): void {
  const { config, byName, input } = groups;
  const setting = config.setting("num_retries");
  const retries = amount(setting) ?? 0;
  if (!setting || retries < 1) return;
  const chains = [...byName.keys()].map((group) => ({ group, length: successors(group, groups).length + 1 }));
  const longest = chains.toSorted((a, b) => b.length - a.length)[0];
  if (!longest || longest.length < 2) return;
  const timeout = (timeoutOf("timeout", longest.group, groups) ?? requestTimeout(groups))?.seconds ?? DEFAULT_TIMEOUT;
  const parameters = { group: longest.group, attempts: retries + 1, groups: longest.length, timeout };
  input.findings.report(retriesMultiply, parameters, setting.origin);
}
