/** The digests by which a request is looked up, and its answer kept. */
import { controlNames } from "../../../schemas/parameters/reserved-names.ts";
import type { TableCache } from "../../../schemas/table-cache.ts";
import { type FailureClass, failureCourses } from "../../../semantics/failures.ts";
import { type Digests, digestsOf, keyOf } from "../../cache/digests.ts";
import type { EntryScope } from "../../cache/entry.ts";
import { normalisedText } from "../../cache/normalised-text.ts";
import { parseJson } from "../../wire/parse-json.ts";
import type { Plan } from "../plan.ts";
import type { ReadyTarget } from "../ready-targets.ts";
import type { AskingChat } from "./caching.ts";

export interface RequestKeys {
  readonly scope: EntryScope;
  readonly partition: string;
  /** The last text of the user; undefined where nothing but all of the request can be equal. */
  readonly text: string | undefined;
  /** As it is. */
  readonly exact: string;
  /** Those that it may be answered by, the most alike first. */
  readonly asked: readonly string[];
  /** Those under which an answer of the target is kept; undefined where the plan does not name it. */
  kept(target: ReadyTarget): readonly string[] | undefined;
}

type Forms = Pick<TableCache, "exact" | "normalised">;

export function requestKeys(asking: AskingChat, cache: TableCache): RequestKeys {
  const { plan } = asking;
  const scope = scopeOf(asking.key, cache.scope);
  const targets = [...plan.targets, ...elsewhere(plan)];
  // Of one plan its targets stand in for each other, unless each is to answer for itself.
  const among = (target: ReadyTarget): readonly ReadyTarget[] => (cache.perTarget ? [target] : targets);
  const digests = (of: readonly ReadyTarget[]): Digests =>
    digestsOf({ ...compared(asking), scope, terms: termsOf(plan, of) });
  const first = digests(among(targets[0]!));
  // Of equal texts the newest answer is enough, whatever finds it.
  const kept = { ...cache, exact: cache.exact ?? (cache.semantic && true) };
  return {
    scope,
    partition: first.partition,
    text: first.text,
    exact: keyOf(first.partition, "exact", first.text),
    asked: keysOf(first, cache),
    kept: (target) => {
      if (!targets.includes(target)) return undefined;
      const own = target === targets[0] || !cache.perTarget ? first : digests(among(target));
      return keysOf(own, kept);
    },
  };
}

/** A team that nobody named is nobody else's: the key stands for it. */
function scopeOf({ id, team }: AskingChat["key"], of: TableCache["scope"]): EntryScope {
  if (of === "global") return { of };
  return of === "team" && team !== undefined ? { of, name: team } : { of: "key", name: id };
}

function keysOf({ partition, text }: Digests, { exact, normalised }: Forms): string[] {
  const keys = exact ? [keyOf(partition, "exact", text)] : [];
  if (normalised && text !== undefined) keys.push(keyOf(partition, "normalised", normalisedText(text)));
  return keys;
}

function compared({ plan, endpoint }: AskingChat) {
  const { ask, route = "" } = plan;
  const body = parseJson(ask.raw.bytes.toString("utf8")) as Readonly<Record<string, unknown>>;
  const told = Object.entries(body).filter(([name]) => !changesNothing.has(name));
  const { user_id: user } = (body.metadata ?? {}) as { user_id?: unknown };
  return {
    route,
    endpoint: endpoint.name,
    headers: headersOf(ask.rawHeaders),
    body: { ...Object.fromEntries(told), ...(user !== undefined && { metadata: { user } }) },
    content: endpoint.contentName,
    text: ask.facts.request.said.text,
  };
}

/** What only says how the answer is sent, billed and remembered, or goes to no model. */
const changesNothing: ReadonlySet<string> = new Set([
  ...["model", "stream", "stream_options", "metadata", "store", "service_tier"],
  ...["prompt_cache_key", "prompt_cache_retention", "prompt_cache_options"],
  ...controlNames,
]);

/** Those that make a model answer differently. */
function headersOf(rawHeaders: readonly string[]): string[] {
  const found: string[] = [];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]!.toLowerCase();
    if (name.endsWith("-beta")) found.push(`${name}: ${rawHeaders[i + 1]}`);
  }
  return found.sort();
}

/** What stands in a policy and changes what a model is asked, and who may answer. */
function termsOf({ ask: { fixed, maxOutputTokens, unsupported } }: Plan, targets: readonly ReadyTarget[]): unknown {
  const who = targets.map(({ id, target, endpoint, paths }) =>
    [id, target.model, endpoint.origin, paths.whole].join(" "),
  );
  return [who.sort(), fixed, maxOutputTokens, unsupported];
}

function elsewhere({ elsewhere: to, targets }: Pick<Plan, "elsewhere" | "targets">): ReadyTarget[] {
  const classes = to ? (Object.keys(failureCourses) as FailureClass[]) : [];
  const found = classes.flatMap((failure) => to!.leg(failure)?.targets ?? []);
  return [...new Set(found)].filter((target) => !targets.includes(target));
}
