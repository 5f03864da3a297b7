import { clock } from "../diagnostics/cache/clock.ts";
import { perCaller } from "../diagnostics/cache/per-caller.ts";
import { withTools } from "../diagnostics/cache/with-tools.ts";
import { type Diagnostic, diagnose } from "../diagnostics/define.ts";
import type { Atom, Cache, Condition, Route } from "../lower/ir.ts";
import type { Origin } from "../source.ts";
import type { Check } from "./check.ts";

/** Milliseconds: whatever the clock changes, it does on the hour. */
const HOUR = 3_600_000;
const SAID = /^(?:metadata|headers)\./;
/** Names of metadata and headers that say whose request it is. */
const NAMES_SOMEBODY =
  /(?:^|[_-])(?:user|customer|client|tenant|account|member|session|person|employee)(?:$|[_-]|id$)/i;

/** Caches on routes whose rules go by what the cache does not know of. */
export const checkCacheFacts: Check = ({ policy }) =>
  policy.routes.flatMap((route) => {
    const { cache } = route;
    if (!cache) return [];
    return [...byTools(route, cache), ...byCaller(route, cache), ...byClock(route, cache)];
  });

function byTools({ name, rules }: Route, { semantic }: Cache): Diagnostic[] {
  if (!semantic) return [];
  const asked = rules
    .filter(({ action }) => action.kind === "use")
    .flatMap(({ when }) => askedIn(when))
    .find(({ atom, isDenied }) => atom.fact === "needs.tools" && !isDenied);
  return asked ? [diagnose(withTools, { route: name }, semantic.origin, [label(asked.origin)])] : [];
}

function byCaller({ rules }: Route, cache: Cache): Diagnostic[] {
  const { exact, normalised, semantic } = cache;
  const scope = cache.scope.of;
  if (scope === "key" || !(exact || normalised || semantic)) return [];
  const asked = rules
    .flatMap(({ when }) => askedIn(when))
    .find(({ atom }) => namesCaller(atom) && !(scope === "team" && atom.fact === "key.team"));
  if (!asked) return [];
  return [diagnose(perCaller, { fact: asked.atom.fact, scope }, cache.scope.origin, [label(asked.origin)])];
}

function byClock({ rules }: Route, { semantic, ttl }: Cache): Diagnostic[] {
  if (!semantic || (semantic.ttl ?? ttl ?? Number.POSITIVE_INFINITY) < HOUR) return [];
  const asked = rules
    .flatMap(({ when }) => askedIn(when))
    .find(({ atom: { fact } }) => fact === "hour" || fact === "weekday" || fact.startsWith("local."));
  return asked ? [diagnose(clock, { fact: asked.atom.fact }, semantic.origin, [label(asked.origin)])] : [];
}

interface Asked {
  readonly atom: Atom;
  readonly origin: Origin;
  /** It stands behind a `not`. */
  readonly isDenied: boolean;
}

function askedIn(condition: Condition, isDenied: boolean = false): Asked[] {
  switch (condition.kind) {
    case "constant":
      return [];
    case "atom":
      return [{ atom: condition.atom, origin: condition.origin, isDenied }];
    case "not":
      return askedIn(condition.of, !isDenied);
    default:
      return condition.of.flatMap((part) => askedIn(part, isDenied));
  }
}

function namesCaller({ fact }: Atom): boolean {
  if (["key.id", "key.tags", "key.team"].includes(fact) || fact.startsWith("key.tags.")) return true;
  return SAID.test(fact) && NAMES_SOMEBODY.test(fact.replace(SAID, ""));
}

function label({ span }: Origin): { span: Origin["span"]; text: string } {
  return { span, text: "asked here" };
}
