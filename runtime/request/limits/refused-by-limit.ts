/** What a client is told that a limit does not let in. */
import type { TableLimit } from "../../../schemas/table-limit.ts";
import { type Refusal, refusalOf } from "../../refusal.ts";
import type { MetPlace, MetRate, RateName } from "./table-limits.ts";

/** Milliseconds after which a place may be free again. */
const AGAIN = 1_000;

/** `wait`: milliseconds until there is room; undefined where nobody knows, as of places, or where there never is. */
export function fullOf(full: MetRate | MetPlace, wait: number | undefined): Refusal {
  if (!("name" in full)) {
    const { most } = full.asked;
    const detail = `${nameOf(full)} of ${most} ${most === 1 ? "request" : "requests"} at once is reached. Try again when one has ended.`;
    return refusalOf({ class: "over-limit", detail, retryAfter: AGAIN });
  }
  const { name, asked } = full;
  const rate = `${nameOf(full)} of ${asked.most} ${words[name]}${asked.most === 1 ? "" : "s"} per ${spokenWindow(asked.per)}`;
  if (wait === undefined) {
    const detail = `The request has about ${asked.amount} ${words[name]}s, which ${rate.replace("The", "the")} never has room for. Send a smaller one.`;
    const refusal = refusalOf({ class: "over-limit", detail });
    return { ...refusal, headers: { ...refusal.headers, "x-should-retry": "false" } };
  }
  const seconds = Math.ceil(wait / 1_000);
  const detail = `${rate} is reached. Try again in ${seconds} ${seconds === 1 ? "second" : "seconds"}.`;
  return refusalOf({ class: "over-limit", detail, retryAfter: Math.max(wait, 1) });
}

/** It lacks the fact that tells whose limit it would use. */
export function missingOf({ name, per }: TableLimit): Refusal {
  const detail = `The request says nothing of "${per}", by which the limit "${name}" is counted. Send it, or use a key that has it.`;
  return { status: 400, kind: "invalid", code: "limit_fact_missing", param: null, message: detail };
}

function nameOf({ limit }: MetRate | MetPlace): string {
  return `The limit "${limit.definition.name}"`;
}

const words: Readonly<Record<RateName, string>> = {
  requests: "request",
  inputTokens: "input token",
  outputTokens: "output token",
};

function spokenWindow(ms: number): string {
  const known: Readonly<Record<number, string>> = { 1000: "second", 60000: "minute", 3600000: "hour", 86400000: "day" };
  return known[ms] ?? `${ms} ms`;
}
