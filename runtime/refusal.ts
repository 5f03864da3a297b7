/**
 * What a client is told whose request is not served, in no client's format: each endpoint writes it in its own. Everything but
 * the provider's own words comes from the table of failure classes.
 */
import type { FailureClass } from "../semantics/failures.ts";
import { type Failure, type FailureRow, failures, type RefusalKind } from "./failures.ts";

export interface Refusal {
  /** HTTP status of the answer. */
  readonly status: number;
  readonly kind: RefusalKind;
  /** What programs tell it by. */
  readonly code: string;
  /** The parameter that is wrong, by its path. */
  readonly param: string | null;
  readonly message: string;
  /** Beside those that every answer has. */
  readonly headers?: Readonly<Record<string, string>>;
  /** In the order they were made; absent for a request that was refused before the first. */
  readonly attempts?: readonly AttemptNote[];
  /** What the provider says of the client's content beside its message. */
  readonly inner?: Readonly<Record<string, unknown>>;
}

/** One attempt as the client may see it. */
export interface AttemptNote {
  readonly target: string;
  readonly failure: FailureClass;
  /** Status of the upstream's answer, where there was one. */
  readonly status?: number;
  /** Where its failure led, other than to the next target. */
  readonly led?: string;
  /** How long the attempt took. */
  readonly ms?: number;
}

/** Official clients wait at most this long, in milliseconds; told more, they wait for too long or not at all. */
const LONGEST_WAIT = 60_000;

/**
 * `attempts` in the order they were made; none for a request that was refused before the first. `rounds`: how often the route asks
 * again, where it says so.
 */
export function refusalOf(failure: Failure, attempts: readonly AttemptNote[] = [], rounds?: number): Refusal {
  const row = failure.added === undefined ? failures[failure.class] : ofAdded;
  const { kind, code, alarm } = row;
  const status = statusOf(row, failure.status);
  const headers: Record<string, string> = {};
  const wait = failure.retryAfter;
  if (wait !== undefined && status >= 429) {
    const advertised = Math.min(wait, LONGEST_WAIT);
    headers["retry-after"] = String(Math.ceil(advertised / 1000));
    headers["retry-after-ms"] = String(Math.ceil(advertised));
  }
  // Clients retry these statuses by themselves, which mends neither the operator's account nor a long wait, and asks each provider
  // six times where the gateway has asked it twice.
  if (alarm || (wait ?? 0) > LONGEST_WAIT || (!wait && wereRepeated(attempts))) headers["x-should-retry"] = "false";
  // A route that leaves asking again to its clients tells them what is worth it.
  else if (rounds === 0 && attempts.length > 0 && areRetried(status))
    headers["x-should-retry"] = `${mayPass(attempts)}`;
  const param = failure.added === undefined ? (failure.param ?? null) : null;
  return {
    ...{ status, kind, code, param, message: messageOf(failure), headers },
    ...(attempts.length > 0 && { attempts }),
    ...(failure.inner && { inner: failure.inner }),
  };
}

function statusOf({ status, keeps }: Pick<FailureRow, "status" | "keeps">, said: number | undefined): number {
  return said !== undefined && keeps !== undefined && said >= keeps[0] && said <= keeps[1] ? said : status;
}

/** It is no fault of the client's request that the provider refuses what the gateway or its policy adds. */
const ofAdded = {
  status: 502,
  kind: "failed",
  code: "upstream_unsupported",
  alarm: true,
  message: "The provider refused a parameter that the gateway added.",
} as const;

/** Statuses that clients send again by themselves. */
function areRetried(status: number): boolean {
  return status === 408 || status === 409 || status === 429 || status >= 500;
}

/** Some target may answer when it is asked again. */
function mayPass(attempts: readonly AttemptNote[]): boolean {
  return attempts.some(({ failure }) => failures[failure].retry);
}

/** Every target whose failure may pass was asked again. */
function wereRepeated(attempts: readonly AttemptNote[]): boolean {
  const targets = [...Map.groupBy(attempts, ({ target }) => target).values()];
  const isOver = (tries: readonly AttemptNote[]) => tries.length > 1 || !failures[tries[0]!.failure].retry;
  return targets.some((tries) => tries.length > 1) && targets.every(isOver);
}

function messageOf(failure: Failure): string {
  if (failure.added !== undefined) return ofAdded.message;
  const row = failures[failure.class];
  const message = row.words && failure.detail !== "" ? failure.detail : row.message;
  // Clients that shorten their history and try again look for this phrase.
  if (failure.class !== "context-length" || /maximum context length/i.test(message)) return message;
  return `${message} (This is over the model's maximum context length.)`;
}

/** A client's own words in a message: cut, and without control characters. */
export function shown(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.replace(/[\u0000-\u001f\u007f]/g, "?").slice(0, 100);
}
