/** A policy as TypeScript text: constructors for strategies and quantities, arrows for conditions. */
import type {
  ActionDocument,
  CacheDocument,
  FallbackDocument,
  InvariantDocument,
  PolicyDocument,
  RouteDocument,
  RuleDocument,
  TermsDocument,
} from "../../schemas/policy.ts";
import type { HedgeDocument, RetryDocument } from "../../schemas/policy-attempts.ts";
import type { BudgetDocument } from "../../schemas/policy-budget.ts";
import type { CanaryDocument } from "../../schemas/policy-canary.ts";
import type { LimitDocument } from "../../schemas/policy-limit.ts";
import type { StickyDocument, StrategyDocument } from "../../schemas/policy-strategy.ts";
import { filledText, variablesIn, wholeVariable } from "../../semantics/variables/variable-text.ts";

/** Conditions of the document are expressions over `r`. */
export function printTypescript(document: PolicyDocument): string {
  const { metadata, headers, tiers, routes, budgets, limits, invariants, sensitive } = document;
  const body = object([
    ["metadata", metadata && json(metadata)],
    ["headers", headers && json(headers)],
    ["tiers", tiers && object(fields(tiers, strategy))],
    ["routes", object(fields(routes, route))],
    ["budgets", budgets && object(fields(budgets, budget))],
    ["limits", limits && object(fields(limits, limit))],
    ["invariants", invariants && object(fields(invariants, invariant))],
    ["sensitive", sensitive && `(r) => ${sensitive}`],
  ]);
  const calls = ["balance", "chain", "cheapest", "env", "fastest", "ms", "policy", "reject", "s", "split", "usd"];
  const code = `export default policy(${body});\n`;
  const plain = withoutTexts(code);
  const used = calls.filter((name) => new RegExp(`(?<![\\w$.])${name}\\(`).test(plain));
  if (/(?<![\w$.])EU(?![\w$:])/.test(plain)) used.unshift("EU");
  return `import { ${used.join(", ")} } from "pointsman";\n\n${code}`;
}

function withoutTexts(code: string): string {
  return code.replace(/"(?:[^"\\]|\\.)*"/g, '""');
}

type Written = readonly (readonly [name: string, text: string | undefined])[];

function fields<T>(record: Readonly<Record<string, T>>, print: (value: T) => string | undefined): Written {
  return Object.entries(record).map(([name, value]) => [name, print(value)]);
}

function route(value: RouteDocument): string {
  const { rules, otherwise, max, deadline, attempt, firstToken, idle, fallbackOn, record, unknownParameters } = value;
  return object([
    ["env", value.env && json(value.env)],
    ["rules", rules && list(rules.map(rule))],
    ["otherwise", action(otherwise)],
    ["max", max && json(max)],
    ["deadline", deadline && duration(deadline)],
    ["attempt", attempt && duration(attempt)],
    ["firstToken", firstToken && duration(firstToken)],
    ["idle", idle && duration(idle)],
    ["fallbackOn", fallbackOn && fallbacks(fallbackOn)],
    ["retry", value.retry && retry(value.retry)],
    ["cache", value.cache && cache(value.cache)],
    ["hedge", value.hedge && hedge(value.hedge)],
    ["shadow", value.shadow && shadow(value.shadow)],
    ["canary", value.canary && canary(value.canary)],
    ["record", given(record)],
    ["unknownParameters", given(unknownParameters)],
    ["unsupported", value.unsupported && json(value.unsupported)],
    ...terms(value),
  ]);
}

function fallbacks(value: FallbackDocument): string {
  if (Array.isArray(value)) return json(value);
  return inline(fields(value, (to) => (typeof to === "boolean" ? json(to) : strategy(to))));
}

function cache({ exact, normalised, semantic, scope, perTarget, ttl }: CacheDocument): string {
  const byMeaning: Written = [
    ["embedder", given(semantic?.embedder)],
    ["maxWrongHitRate", given(semantic?.maxWrongHitRate)],
    ["judge", semantic?.judge && json(semantic.judge)],
    ["ttl", semantic?.ttl && duration(semantic.ttl)],
  ];
  return inline([
    ["exact", given(exact)],
    ["normalised", given(normalised)],
    ["semantic", semantic && inline(byMeaning)],
    ["scope", given(scope)],
    ["perTarget", given(perTarget)],
    ["ttl", ttl && duration(ttl)],
  ]);
}

function retry({ times, after }: RetryDocument): string {
  return inline([
    ["times", given(times)],
    ["after", after && duration(after)],
  ]);
}

function hedge({ after, most }: HedgeDocument): string {
  return inline([
    ["after", after && duration(after)],
    ["most", given(most)],
  ]);
}

function shadow({ use, share, judge }: NonNullable<RouteDocument["shadow"]>): string {
  return inline([
    ["use", strategy(use)],
    ["share", given(share)],
    ["judge", judge && json(judge)],
  ]);
}

function canary({ use, share, by, back }: CanaryDocument): string {
  const { failures, firstToken } = back;
  const limits: Written = [
    ["failures", given(failures)],
    ["firstToken", firstToken && duration(firstToken)],
  ];
  return inline([
    ["use", strategy(use)],
    ["share", given(share)],
    ["by", given(by)],
    ["back", inline(limits)],
  ]);
}

function given(value: boolean | number | string | undefined): string | undefined {
  return value === undefined ? undefined : json(value);
}

function rule(value: RuleDocument): string {
  return inline([
    ["when", `(r) => ${value.when}`],
    ["use", action(value.use)],
    ["canary", value.canary && canary(value.canary)],
    ...terms(value),
  ]);
}

function terms({ maxCost, jurisdictions, set, zeroRetention, priority }: TermsDocument): Written {
  return [
    ["maxCost", maxCost && money(maxCost)],
    ["jurisdictions", jurisdictions && json(jurisdictions)],
    ["set", set && inline(fields(set, setting))],
    ["zeroRetention", given(zeroRetention)],
    ["priority", given(priority)],
  ];
}

/** What only the machine knows is asked for by its name. */
function setting(value: unknown): string {
  if (typeof value !== "string" || variablesIn(value).length === 0) return json(value);
  const whole = wholeVariable(value);
  if (whole !== undefined) return `env(${json(whole)})`;
  const escaped = value.replace(/[\\`]|\$\{(?![A-Za-z_]\w*\})/g, "\\$&");
  return `\`${filledText(escaped, (name) => `\${env(${json(name)})}`)}\``;
}

function budget({ per, limit, window, exhausted, missing, onStoreDown }: BudgetDocument<ActionDocument>): string {
  const fact = per.startsWith("r.") ? per : `r.${per}`;
  return inline([
    ["per", `(r) => ${fact}`],
    ["limit", money(limit)],
    ["window", json(window)],
    ["exhausted", exhausted && action(exhausted)],
    ["missing", missing && json(missing)],
    ["onStoreDown", onStoreDown && json(onStoreDown)],
  ]);
}

function limit({ per, exhausted, routes, ...amounts }: LimitDocument<ActionDocument>): string {
  const { requests, inputTokens, outputTokens, window, concurrency, missing } = amounts;
  const numbers = fields({ requests, inputTokens, outputTokens, window, concurrency }, given);
  return inline([
    ["per", `(r) => ${per.startsWith("r.") ? per : `r.${per}`}`],
    ...numbers,
    ["routes", routes && json(routes)],
    ["missing", given(missing)],
    ["exhausted", exhausted && action(exhausted)],
  ]);
}

function invariant({ when, every, some, survives, spends }: InvariantDocument): string {
  return inline([
    ["when", when && `(r) => ${when}`],
    ["every", every && claim(every)],
    ["some", some && claim(some)],
    ["survives", survives && json(survives)],
    ["spends", spends && money(spends)],
  ]);
}

/** Parameters that are not used are not written. */
function claim(text: string): string {
  const code = withoutTexts(text);
  const parameters = /\br\b/.test(code) ? "t, r" : /\bt\b/.test(code) ? "t" : "";
  return `(${parameters}) => ${text}`;
}

function action(value: ActionDocument): string {
  if (typeof value === "object" && "reject" in value) return `reject(${value.reject}, ${json(value.message)})`;
  return strategy(value);
}

function strategy(value: StrategyDocument): string {
  if (typeof value === "string") return json(value);
  if (Array.isArray(value)) return `chain(${value.map(strategy).join(", ")})`;
  if ("chain" in value) return `chain(${value.chain.map(strategy).join(", ")})`;
  if ("fastest" in value) return called("fastest", strategies(value.fastest), sticky(value));
  if ("balance" in value)
    return called("balance", strategies(value.balance), [["by", given(value.by)], ...sticky(value)]);
  if ("cheapest" in value) return called("cheapest", strategies(value.cheapest), [["quality", given(value.quality)]]);
  return called("split", json(value.split), [["by", given(value.by)]]);
}

function strategies(values: readonly StrategyDocument[]): string {
  return `[${values.map(strategy).join(", ")}]`;
}

function sticky({ sticky: by, lifetime }: StickyDocument): Written {
  return [
    ["sticky", given(by)],
    ["lifetime", lifetime && duration(lifetime)],
  ];
}

function called(name: string, first: string, options: Written): string {
  const written = inline(options);
  return written === "{}" ? `${name}(${first})` : `${name}(${first}, ${written})`;
}

/** `1500ms`, `60s`, `5m`, `1h`; minutes and hours are written in seconds. */
function duration(text: string): string {
  const [, amount = "", unit = ""] = /^([\d.]+)(ms|s|m|h)$/.exec(text) ?? [];
  const seconds = Number(amount) * ({ ms: 0.001, s: 1, m: 60, h: 3_600 }[unit] ?? Number.NaN);
  if (unit === "ms") return Number(amount) % 1_000 === 0 ? `s(${Number(amount) / 1_000})` : `ms(${amount})`;
  return `s(${seconds})`;
}

function money(text: string): string {
  return `usd(${text.slice(1)})`;
}

function json(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(json).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return inline(fields(value as Record<string, unknown>, json));
}

function inline(written: Written): string {
  const parts = entries(written);
  return parts.length === 0 ? "{}" : `{ ${parts.join(", ")} }`;
}

function object(written: Written): string {
  const parts = entries(written);
  return parts.length === 0 ? "{}" : `{\n${parts.map((part) => `${indented(part)},\n`).join("")}}`;
}

function list(items: readonly string[]): string {
  return items.length === 0 ? "[]" : `[\n${items.map((item) => `${indented(item)},\n`).join("")}]`;
}

function entries(written: Written): string[] {
  return written.flatMap(([name, text]) => (text === undefined ? [] : [`${key(name)}: ${text}`]));
}

/** `__proto__` as a key would set the prototype where the policy is run as JavaScript. */
function key(name: string): string {
  if (name === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}

/** Texts hold no line breaks: JSON escapes them. */
function indented(text: string): string {
  return text.replace(/^/gm, "  ");
}
