/** A witness is shown only when the reference reading of the policy says of it what it is shown for. */
import type { Witness } from "../../schemas/witness.ts";
import { isOfEnv } from "../../semantics/is-of-env.ts";
import { aboveMax } from "../../semantics/tokens/above-max.ts";
import { mostTextBytes } from "../../semantics/tokens/most-text-bytes.ts";
import type { PolicyIr, Route } from "../lower/ir.ts";
import { decide } from "../reference/decide.ts";
import { derivedValues } from "../reference/derived-values.ts";
import { holds } from "../reference/holds.ts";
import { isSendable, witnessFacts } from "../reference/witness-facts.ts";
import type { Question } from "./question.ts";

/** What is wrong with a witness that is to be shown; undefined when it shows what it should, or is for nobody. */
export function replay(policy: PolicyIr, route: Route, question: Question, witness: Witness): string | undefined {
  const { rule, alone, also, extra, costs, outside = [], toShow, without } = question;
  if (!toShow) return undefined;
  if (!isSendable(witness, policy)) return unreplayed("its metadata is refused");
  if (!isOfEnv(witness.key.env, route.env)) return unreplayed("its key is of another environment than the route");
  const facts = witnessFacts(witness, policy, route);
  const max = { ...route.max, textBytes: mostTextBytes(route.max) };
  if (aboveMax(max, facts.tokens)) return unreplayed("it is larger than the route takes");
  const decided = alone ? rule : decide(route, facts, without);
  if (decided !== rule) return unreplayed(`${place(decided)} decides it, not ${place(rule)}`);
  if (alone && rule !== "otherwise" && !holds(route.rules[rule]!.when, facts)) {
    return unreplayed(`the condition of ${place(rule)} does not hold`);
  }
  if (also !== undefined && !holds(route.rules[also]!.when, facts)) return unreplayed(`${place(also)} does not hold`);
  const derived = costs && derivedValues(costs, facts);
  if (extra && !holds(extra, facts, derived)) return unreplayed("what it was looked for does not hold");
  if (outside.some((one) => holds(one, facts, derived))) return unreplayed("it is where it was not looked for");
  return undefined;
}

function place(rule: number | "otherwise"): string {
  return rule === "otherwise" ? "`otherwise`" : `rule ${rule + 1}`;
}

function unreplayed(why: string): string {
  return `a request was found, but on replay ${why}; this is a mistake of the compiler, please report it`;
}
