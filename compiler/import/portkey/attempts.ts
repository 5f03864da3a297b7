/** What a Portkey config says of attempts and of kept answers: `request_timeout`, `retry`, `cache`. */
import type { Value } from "../../load/value.ts";
import { entries, text as textOf } from "../../lower/read.ts";
import { type Draft, type DraftEntry, entry, map, plain, text } from "../draft.ts";
import type { Findings } from "../findings.ts";
import { amount, durationText } from "../settings.ts";
import { failureClasses } from "./failure-classes.ts";
import { leavesOf, modeOf, ofStrategy, part, targetsOf } from "./parts.ts";

/** More rounds than these are none of a policy's. */
const MOST_TIMES = 5;

export function attemptEntries(root: Value, findings: Findings): (DraftEntry | undefined)[] {
  const { deadline, attempt } = limits(root, findings);
  return [
    entry("deadline", deadline, deadline && leavesOf(root).length > 1 ? SUM : undefined),
    entry("attempt", attempt),
    entry("retry", retry(root, findings)),
    entry("cache", cache(root, findings)),
    entry("fallbackOn", failureClasses(root, findings) ?? allFailures(root)),
  ];
}

const SUM = "All that may be tried, as often as it may be: set it to what a client waits.";

/** Without `on_status_codes` every failure goes on there, refused requests too. */
function allFailures(root: Value): Draft | undefined {
  const isChain = modeOf(root) === "fallback" && targetsOf(root).length > 1;
  return isChain && !ofStrategy(root, "on_status_codes")
    ? plain({ "bad-request": true, default: true }, root.origin.span)
    : undefined;
}

/** Milliseconds there. One limit holds for every attempt: the longest. */
function limits(root: Value, findings: Findings): { deadline?: Draft; attempt?: Draft } {
  const rounds = 1 + (amount(part(part(root, "retry"), "attempts")) ?? 0);
  const written = leavesOf(root).map((leaf) => timeoutAround(leaf, root));
  const values = written.flatMap((value) => value ?? []);
  const [longest] = values.toSorted((a, b) => amount(b)! - amount(a)!);
  if (!longest || values.length < written.length) return {};
  for (const value of values) {
    if (amount(value) === amount(longest)) findings.carried(value);
    else
      findings.changed("`request_timeout`", "one limit holds for every attempt of a route, the longest", value.origin);
  }
  const sum = values.reduce((total, value) => total + amount(value)!, 0);
  const { span } = longest.origin;
  const deadline = text(durationText(sum * rounds), span);
  // One attempt in all has the deadline.
  const attempt = sum * rounds > amount(longest)! ? { attempt: text(durationText(amount(longest)!), span) } : {};
  return { deadline, ...attempt };
}

/** Of the target itself, else of what is around it. */
function timeoutAround(leaf: Value, around: Value): Value | undefined {
  const own = part(leaf, "request_timeout");
  if (amount(own) !== undefined && amount(own)! > 0) return own;
  const outer = part(around, "request_timeout");
  const inner = targetsOf(around).find((target) => leavesOf(target).includes(leaf));
  const nearer = inner && inner !== leaf ? timeoutAround(leaf, inner) : undefined;
  return nearer ?? (amount(outer) !== undefined && amount(outer)! > 0 ? outer : undefined);
}

function retry(root: Value, findings: Findings): Draft | undefined {
  const written = part(root, "retry");
  const attempts = part(written, "attempts") ?? part(written, "count");
  const times = amount(attempts);
  for (const { name, origin } of entries(written)) {
    if (name === "attempts" || name === "count") continue;
    const why = "which failures may pass is the same for all routes";
    findings.notCarriedOver(`\`${name}\` of \`retry\``, why, origin);
  }
  if (!written || !attempts || times === undefined || times < 0) return undefined;
  if (times > MOST_TIMES)
    findings.changed("`attempts`", `a target is asked again ${MOST_TIMES} times at most`, attempts.origin);
  if (leavesOf(root).length > 1) {
    const how = "all of a chain are asked once first, and then again those whose failure may pass";
    findings.changed("`retry`", how, written.origin);
  }
  const { span } = attempts.origin;
  return map([{ key: "times", span, value: text(Math.min(Math.floor(times), MOST_TIMES), span) }], span);
}

function cache(root: Value, findings: Findings): Draft | undefined {
  const written = part(root, "cache");
  if (!written) return undefined;
  const mode = textOf(part(written, "mode")) ?? textOf(written);
  const age = part(written, "max_age");
  if (mode !== "simple") {
    const instead = "Write `cache: { semantic: { embedder: …, maxWrongHitRate: … } }` on the route.";
    findings.notCarriedOver("`cache`", "a cache by meaning needs an embedder and a bound", written.origin, instead);
    return undefined;
  }
  findings.carried(part(written, "mode"));
  findings.changed(
    "`cache`",
    "every key has its own answers",
    written.origin,
    "`scope: global` beside `exact` shares them.",
  );
  const { span } = written.origin;
  const seconds = amount(age);
  const entries: DraftEntry[] = [{ key: "exact", span, value: text(true, span) }];
  if (age && seconds !== undefined && seconds > 0) {
    entries.push({ key: "ttl", span: age.origin.span, value: text(durationText(seconds * 1000), age.origin.span) });
  }
  return map(entries, span);
}
