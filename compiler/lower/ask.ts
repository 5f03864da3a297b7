/** Facts that are asked with a method: `r.text.includes("…")`, `r.key.tags.includes("…")`, `r.sample("key.id")`. */
import { type FactType, facts } from "../../schemas/facts.ts";
import { nearest } from "../diagnostics/closest.ts";
import { unknownFact } from "../diagnostics/name/unknown-fact.ts";
import { conditionType } from "../diagnostics/syntax/condition-type.ts";
import { variablePlace } from "../diagnostics/syntax/variable-place.ts";
import type { Evaluation } from "../load/typescript/evaluation.ts";
import type { SymbolValue, Value } from "../load/value.ts";
import { textWithVariables } from "../load/variable.ts";
import type { Origin } from "../source.ts";
import { atom } from "./connectives.ts";
import { type FactSymbol, factName } from "./fact-symbol.ts";
import { lowerPattern } from "./pattern.ts";
import { askTag } from "./some-tag.ts";

/** The facts of this policy by name. */
export type FactTypes = ReadonlyMap<string, FactType>;

const textMethods: readonly string[] = ["includes", "startsWith", "endsWith"];
const methods: Readonly<Record<FactType["kind"], readonly string[]>> = {
  boolean: [],
  number: [],
  enum: textMethods,
  string: textMethods,
  tags: ["includes", "some"],
  text: [...textMethods, "matches"],
};

/** What a method is given that takes no text. */
const asks: Readonly<Record<string, string>> = { matches: "/…/", some: '(tag) => tag.startsWith("…")' };

/** What a call on a fact, or on `r` itself, stands for; undefined when it cannot be asked, which is reported. */
export function ask(
  object: SymbolValue,
  method: string,
  args: readonly Value[],
  at: Origin,
  evaluation: Evaluation,
  types: FactTypes,
): FactSymbol | undefined {
  const symbol = object.symbol as FactSymbol;
  const [argument, ...rest] = args;
  if (args.some((arg) => arg.kind === "invalid")) return undefined;
  const variable = args.map(textWithVariables).find((text) => text !== undefined);
  if (variable !== undefined) {
    evaluation.report(variablePlace, { text: variable }, at);
    return undefined;
  }
  if (symbol.kind === "unknown") return symbol;
  if (symbol.kind === "group" && isAskedWithFact(symbol.path + method)) {
    return askedWithFact(symbol.path + method, rest.length === 0 ? argument : undefined, at, evaluation, types);
  }
  const ofTag = symbol.kind === "tag" && rest.length === 0 ? askTag(method, argument, at) : undefined;
  if (ofTag) return { kind: "condition", condition: ofTag };
  const offered = symbol.kind === "fact" ? methods[symbol.type.kind] : [];
  if (symbol.kind === "fact" && offered.includes(method) && argument && rest.length === 0) {
    const asked = method === "matches" ? lowerPattern(argument, evaluation) : literal(argument);
    const fact = symbol.type.kind === "tags" ? symbol.name : `${symbol.name}.${method}`;
    if (asked !== undefined) {
      return { kind: "condition", condition: atom({ kind: "flag", fact, argument: asked }, at) };
    }
    if (argument.kind === "pattern") return undefined;
  }
  const { closest } = nearest(method, offered);
  const instead =
    closest !== undefined && argument
      ? `Did you mean \`.${closest}\`?`
      : offered.length > 0
        ? `It can be asked ${offered.map((name) => `\`.${name}(${asks[name] ?? '"…"'})\``).join(", ")}.`
        : 'Conditions know `===`, `<`, lists with `.includes(fact)`, and `.includes("…")` of texts and tags.';
  evaluation.report(conditionType, { problem: `${factName(symbol)} cannot be asked \`.${method}\``, instead }, at);
  return undefined;
}

function isAskedWithFact(name: string): boolean {
  return Object.hasOwn(facts, name) && facts[name as keyof typeof facts].takes === "fact";
}

/** `r.sample("key.id")` */
function askedWithFact(
  name: string,
  argument: Value | undefined,
  at: Origin,
  evaluation: Evaluation,
  types: FactTypes,
): FactSymbol | undefined {
  const path = argument && literal(argument)?.replace(/^r\./, "");
  const type = path === undefined ? undefined : types.get(path);
  const origin = argument?.origin ?? at;
  if (path !== undefined && type && (type.kind === "string" || type.kind === "enum")) {
    const spelled = `r.${name}(${JSON.stringify(path)})`;
    return { kind: "fact", name, type: facts[name as keyof typeof facts].type, argument: path, spelled };
  }
  if (path !== undefined && !type) {
    evaluation.report(unknownFact, { name: path, ...nearest(path, types.keys()) }, origin);
    return undefined;
  }
  const symbol = argument?.kind === "symbol" ? (argument.symbol as FactSymbol) : undefined;
  const named = symbol?.kind === "fact" ? symbol.name : "key.id";
  const problem = `\`r.${name}\` is asked with the name of a fact that is a text`;
  evaluation.report(conditionType, { problem, instead: `Write \`r.${name}("${named}")\`.` }, origin);
  return undefined;
}

function literal(argument: Value): string | undefined {
  return argument.kind === "literal" && typeof argument.value === "string" ? argument.value : undefined;
}
