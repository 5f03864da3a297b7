/** Parameters that a request has and its client has not said: whoever refuses them refuses the operator. */
import { limitName, saidLimit } from "../../semantics/parameters/output-limit.ts";
import type { Failure } from "../failures.ts";
import type { Ask } from "./ask.ts";
import type { ReadyTarget } from "./ready-targets.ts";

/** By the operation's names, with the names on the wire. */
export function addedParameters(
  { body, fixed, request }: Pick<Ask, "body" | "fixed" | "request">,
  { target, dialect }: ReadyTarget,
  more: readonly (readonly [string, readonly string[]])[] = [],
): ReadonlyMap<string, readonly string[]> {
  const { rename = {} } = target.parameters;
  const places: Readonly<Record<string, string | null>> = dialect.places;
  const added = Object.keys(fixed).map((name): [string, readonly string[]] => {
    const place = Object.hasOwn(rename, name) ? rename[name] : Object.hasOwn(places, name) ? places[name] : undefined;
    return [name, [name, ...wordsOf(place)]];
  });
  const limit = limitName(target.parameters);
  if (saidLimit(body) === undefined && limit !== undefined)
    added.push([limit, [limit, ...wordsOf(places.max_completion_tokens)]]);
  if (request.stream && !Object.hasOwn(body, "stream_options")) added.push(["stream_options", ["stream_options"]]);
  return new Map([...added, ...more]);
}

/** A place, and the member that it is at the end. */
function wordsOf(place: string | null | undefined): string[] {
  return place == null ? [] : [place, place.slice(place.lastIndexOf(".") + 1)];
}

/** A refusal that names one of them is no fault of the client's, and another target may take it. */
export function withAdded(failure: Failure, added: () => ReadonlyMap<string, readonly string[]>): Failure {
  if (failure.class !== "bad-request" && failure.class !== "unsupported") return failure;
  for (const [name, names] of added()) {
    if (names.some((one) => isNamed(failure, one))) return { ...failure, class: "unsupported", added: name };
  }
  return failure;
}

/** Where a message says what is wrong: further on it may quote the request. */
const BEGINNING = 160;

function isNamed({ param, detail }: Failure, name: string): boolean {
  if (param !== undefined) return param === name || param.endsWith(`.${name}`);
  const quoted = name.replace(/[^\w]/g, "\\$&");
  return new RegExp(
    `["'\`]${quoted}["'\`]|\\b(supplied|field|parameter|property):? ${quoted}\\b|(^|[.\\s])${quoted}:`,
  ).test(detail.slice(0, BEGINNING));
}
