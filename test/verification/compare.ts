/** Holds the verifier's findings for a random policy against what every single request says. */

import { verify } from "../../compiler/analyze/verify.ts";
import type { Diagnostic } from "../../compiler/diagnostics/define.ts";
import { compile } from "../../compiler/index.ts";
import { verifySession } from "../../compiler/verify/verify-session.ts";
import { countOf, requestOf, requestParts } from "./all-requests.ts";
import { bruteForce, firstOf, ROUTE, type RunPolicy, runEnumerable, type Truth } from "./brute-force.ts";
import { type EnumerablePolicy, enumerablePolicy } from "./enumerable-policy.ts";
import { catalog } from "./invented-targets.ts";
import { replayed } from "./replay-witness.ts";

export interface Comparison {
  readonly policy: EnumerablePolicy;
  readonly points: number;
  /** What was said of the policy, by code. */
  readonly findings: readonly string[];
  readonly witnesses: number;
  /** Each is a whole story: what was said, what is so, and the policy. */
  readonly disagreements: readonly string[];
}

export interface CompareOptions {
  /** Policies with more requests are left out. */
  readonly mostPoints: number;
}

/** Undefined where the seed gives a policy that cannot be listed, or that does not compile for another reason. */
export function compareSeed(seed: number, { mostPoints }: CompareOptions): Comparison | undefined {
  const policy = enumerablePolicy(seed);
  const run = runEnumerable(policy);
  const parts = requestParts(policy.mentions, ROUTE, run.routes[ROUTE]!.max ?? {});
  if (parts === undefined || countOf(parts) > mostPoints) return undefined;
  const found = verifierFindings(policy);
  if (found === undefined) return undefined;
  const truth = bruteForce(run, parts);
  const wrong = [...wrongFindings(policy, found, truth), ...wrongWitnesses(policy, found, run)];
  return {
    policy,
    points: countOf(parts),
    findings: found.flatMap(({ code }) => (compared.has(code) ? [code] : [])),
    witnesses: found.filter(({ shown }) => shown).length,
    disagreements: wrong.map((what) => `seed ${seed}: ${what}\n${policy.typescript}`),
  };
}

/** Codes that are held against every request. */
const compared: ReadonlySet<string> = new Set([
  "reach/impossible-condition",
  "reach/dead-rule",
  "reach/always-holds",
  "reach/dead-otherwise",
  "invariant/refuted",
  "limit/undecided",
]);

/** Errors that say nothing about requests. */
const otherErrors: ReadonlySet<string> = new Set(["chain/no-target", "limit/condition-size"]);

/** Undefined where there is no table for the policy. */
function verifierFindings({ typescript }: EnumerablePolicy): readonly Diagnostic[] | undefined {
  const name = "policy.ts";
  const project = { read: (file: string) => (file === name ? typescript : undefined), contains: () => true };
  const { diagnostics, policy } = compile(name, { project, catalog, today: TODAY, types: false, verify: false });
  if (policy) return verify(verifySession(policy, TODAY)).diagnostics;
  const errors = diagnostics.filter(({ code, severity }) => severity === "error" && !otherErrors.has(code));
  if (errors.length === 0) return undefined;
  throw new Error(`${errors.map(({ code, message }) => `${code}: ${message}`).join("\n")}\n${typescript}`);
}

const TODAY = "2026-01-01";

/** Rules and invariants are told apart by their lines. */
function wrongFindings({ typescript }: EnumerablePolicy, found: readonly Diagnostic[], truth: Truth): string[] {
  const lines = typescript.split("\n");
  const rules = found.flatMap((finding) => insufficient(finding, lines, truth));
  return lines
    .flatMap((text, line) => {
      const { what, codes } = expectedAt(text, line - firstRule(lines), truth);
      const said = found.filter((one) => compared.has(one.code) && lineOf(one) === line).map(({ code }) => code);
      if (said.sort().join() === [...codes].sort().join()) return [];
      // Not every number of tokens by every figure is listed: what refutes a claim is replayed instead.
      if (claimIn(text) !== undefined && codes.length === 0 && said.join() === "invariant/refuted") return [];
      return [`${what} (line ${line + 1}): said ${said.join() || "nothing"}, not ${codes.join() || "nothing"}`];
    })
    .concat(rules);
}

function firstRule(lines: readonly string[]): number {
  return lines.findIndex((line) => line.startsWith("routes:")) + 1;
}

interface Expected {
  readonly what: string;
  readonly codes: readonly string[];
}

function expectedAt(line: string, rule: number, truth: Truth): Expected {
  if (rule >= 0 && line.startsWith("{ when:")) return { what: `rule ${rule + 1}`, codes: expectedOfRule(rule, truth) };
  if (line.startsWith("otherwise:")) return { what: "otherwise", codes: expectedOfOtherwise(truth) };
  const name = claimIn(line);
  const point = name === undefined ? undefined : truth.refuted.get(name);
  if (point === undefined) return { what: name ?? "a line without a rule", codes: [] };
  const request = JSON.stringify(requestOf(point, ROUTE)).slice(0, 2_000);
  return { what: `${name}, which ${request} refutes`, codes: ["invariant/refuted"] };
}

function expectedOfRule(rule: number, { holding }: Truth): string[] {
  const all = [...holding];
  const holds = all.filter((held) => held & (1 << rule));
  if (holds.length === 0) return ["reach/impossible-condition"];
  const decides = holds.some((held) => firstOf(held) === rule);
  return [...(decides ? [] : ["reach/dead-rule"]), ...(holds.length === all.length ? ["reach/always-holds"] : [])];
}

/** Where one rule takes everything that is said of the rule. */
function expectedOfOtherwise({ holding }: Truth): string[] {
  const always = [...holding].reduce((both, held) => both & held);
  return holding.has(0) || always !== 0 ? [] : ["reach/dead-otherwise"];
}

/** The rules that a finding marks must take every request of the rule, or of `otherwise`. */
function insufficient(finding: Diagnostic, lines: readonly string[], { holding }: Truth): string[] {
  if (finding.code !== "reach/dead-rule" && finding.code !== "reach/dead-otherwise") return [];
  const rule = lineOf(finding) - firstRule(lines);
  const own = finding.code === "reach/dead-rule" ? 1 << rule : 0;
  const marked = finding.labels.map((label) => lineOf(label) - firstRule(lines));
  const taking = marked.reduce((all, one) => all | (1 << one), 0);
  const isBefore = own === 0 || marked.every((one) => one < rule);
  const isEnough = [...holding].every((held) => (held & own) !== own || (held & taking) !== 0);
  return isBefore && isEnough
    ? []
    : [`${finding.code}: rules ${marked.map((one) => one + 1).join()} do not take it all`];
}

function claimIn(line: string): string | undefined {
  return /^"(claim \d+)"/.exec(line)?.[1];
}

function lineOf({ span }: Pick<Diagnostic, "span">): number {
  return span ? span.file.text.slice(0, span.start).split("\n").length - 1 : -1;
}

function wrongWitnesses({ typescript }: EnumerablePolicy, found: readonly Diagnostic[], run: RunPolicy): string[] {
  const lines = typescript.split("\n");
  return found.flatMap((finding) => {
    if (!finding.shown) return [];
    const line = lineOf(finding);
    const problem = replayed(run, finding, { rule: line - firstRule(lines), claim: claimIn(lines[line] ?? "") });
    return problem === undefined ? [] : [`${finding.code} (line ${line + 1}): ${problem}`];
  });
}
