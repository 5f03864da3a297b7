/** `t` of an invariant: what is known of a target, and what it takes at most for a request. */
import type { Capability } from "../../dsl/invariants.ts";
import { facts as listedFacts } from "../../schemas/facts.ts";
import { nearest } from "../diagnostics/closest.ts";
import { unknownTargetField } from "../diagnostics/name/unknown-target-field.ts";
import { argument } from "../diagnostics/syntax/argument.ts";
import { conditionType } from "../diagnostics/syntax/condition-type.ts";
import type { Evaluation } from "../load/typescript/evaluation.ts";
import type { Symbols, SymbolValue, Value } from "../load/value.ts";
import type { Origin } from "../source.ts";
import { derivedFacts, HARD_COST, MAX_COST, MAX_LATENCY } from "./derived-facts.ts";
import type { FactScope } from "./fact-scope.ts";
import type { FactSymbol } from "./fact-symbol.ts";
import type { AskedOfTarget, Read, Target } from "./ir.ts";
import { type Known, targetFields } from "./target-fields.ts";
import { unknownValue } from "./unknown-value.ts";

/** The value of `t` for a target. `capabilities` are the names that some target may have. What is read is noted in `reads`. */
export function targetValue(
  target: Target,
  capabilities: readonly string[],
  facts: FactScope,
  origin: Origin,
  reads: Map<string, Read>,
): SymbolValue {
  const { evaluation } = facts;
  const fields = targetFields(target);
  const names = [...Object.keys(fields), "caps", ...Object.keys(asked)];
  const unknown = (name: string, at: Origin) => unknownField("t", name, names, evaluation, at);
  return group("t", facts, origin, {
    member: (_, name, at) => {
      if (name === "caps") return capabilitiesValue(target, capabilities, facts, at, reads);
      if (isAsked(name)) return uncalled(name, evaluation, at);
      return Object.hasOwn(fields, name) ? known(name, fields[name], at, reads) : unknown(name, at);
    },
    call: (_, name, args, at) => {
      if (isAsked(name)) return ask(name, target, args, facts, at, reads);
      return names.includes(name) ? notAFunction(`t.${name}`, evaluation, at) : unknown(name, at);
    },
  });
}

/** Every capability that is in common use, and those that the team's overlay gives to some target. */
export function capabilityNames(targets: readonly Target[]): string[] {
  return [...new Set([...Object.keys(common), ...targets.flatMap(({ model }) => Object.keys(model.caps ?? {}))])];
}

const asked: Readonly<Record<AskedOfTarget, string>> = {
  maxCost: MAX_COST,
  hardCost: HARD_COST,
  maxLatency: MAX_LATENCY,
};

function isAsked(name: string): name is AskedOfTarget {
  return Object.hasOwn(asked, name);
}

const common: Readonly<Record<Capability, true>> = {
  assistantPrefill: true,
  audioIn: true,
  audioOut: true,
  forcedToolChoice: true,
  jsonMode: true,
  jsonSchema: true,
  parallelTools: true,
  pdf: true,
  promptCaching: true,
  reasoning: true,
  streaming: true,
  systemMessages: true,
  temperature: true,
  toolChoice: true,
  tools: true,
  videoIn: true,
  vision: true,
  webSearch: true,
};

/** The value of `t.caps`. */
function capabilitiesValue(
  { model }: Target,
  names: readonly string[],
  facts: FactScope,
  origin: Origin,
  reads: Map<string, Read>,
): SymbolValue {
  const { evaluation } = facts;
  const caps: Known = model.caps ?? {};
  const isName = (name: string) => names.includes(name);
  const unknown = (name: string, at: Origin) => unknownField("t.caps", name, names, evaluation, at);
  return group("t.caps", facts, origin, {
    member: (_, name, at) =>
      isName(name)
        ? known(`caps.${name}`, Object.hasOwn(caps, name) ? caps[name] : undefined, at, reads)
        : unknown(name, at),
    call: (_, name, __, at) => (isName(name) ? notAFunction(`t.caps.${name}`, evaluation, at) : unknown(name, at)),
  });
}

/** A value that has members alone: as a whole it is neither compared nor true or false. */
function group(spelled: string, facts: FactScope, origin: Origin, own: Pick<Symbols, "member" | "call">): SymbolValue {
  const symbol: FactSymbol = { kind: "group", path: `${spelled}.`, pattern: `${spelled}.`, spelled };
  return { kind: "symbol", symbol, symbols: { ...facts.root(origin).symbols, ...own }, origin };
}

/** `name`: as it stands behind `t.`. */
function known(name: string, value: Known[string], origin: Origin, reads: Map<string, Read>): Value {
  reads.set(name, { kind: "known", value });
  return value === undefined ? unknownValue(`t.${name}`, origin) : { kind: "literal", value, origin };
}

/** `t.maxCost(r)` */
function ask(
  name: AskedOfTarget,
  { id }: Target,
  args: readonly Value[],
  facts: FactScope,
  origin: Origin,
  reads: Map<string, Read>,
): Value {
  const [request, ...rest] = args;
  if (request?.kind === "invalid") return request;
  const symbol = request?.kind === "symbol" ? (request.symbol as FactSymbol) : undefined;
  const isRequest = symbol?.kind === "group" && symbol.path === "" && rest.length === 0;
  if (!isRequest) return facts.evaluation.report(argument, { name: `\`t.${name}\``, usage: way(name) }, origin);
  reads.set(name, { kind: "asked", name });
  const fact = asked[name];
  const type = derivedFacts[fact] as (typeof derivedFacts)[string];
  const made: FactSymbol = { kind: "fact", name: fact, type, argument: id, spelled: `t.${name}(r)` };
  return { kind: "symbol", symbol: made, symbols: facts.root(origin).symbols, origin };
}

function uncalled(name: string, evaluation: Evaluation, at: Origin): Value {
  return evaluation.report(conditionType, { problem: `\`t.${name}\` depends on the request`, instead: way(name) }, at);
}

function way(name: string): string {
  return `Write \`t.${name}(r)\`, where \`r\` is the request.`;
}

function notAFunction(spelled: string, evaluation: Evaluation, at: Origin): Value {
  return evaluation.report(conditionType, { problem: `\`${spelled}\` is not a function` }, at);
}

function unknownField(of: string, name: string, names: readonly string[], evaluation: Evaluation, at: Origin): Value {
  const isFact = Object.keys(listedFacts).some((fact) => fact === name || fact.startsWith(`${name}.`));
  return evaluation.report(unknownTargetField, { of, name, isFact, ...nearest(name, names) }, at);
}
