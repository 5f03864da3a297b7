/** Methods that look for items. What is found must be known when the policy is compiled; only `includes` may ask a fact. */
import { conditionType } from "../../../diagnostics/syntax/condition-type.ts";
import type { ListValue, Value } from "../../value.ts";
import { isTruthy } from "../truth.ts";
import { literalAt, type MethodCall, type Methods } from "./method.ts";

/** From the indexes that were found to the result. */
type Finish = (indexes: readonly number[], list: ListValue, call: MethodCall) => Value;

const item = (index: number | undefined, { items }: ListValue, { at }: MethodCall): Value =>
  (index === undefined ? undefined : items[index]) ?? literalAt(undefined, at);
const position = (index: number | undefined, { at }: MethodCall): Value => literalAt(index ?? -1, at);

export const search: Methods<ListValue> = {
  filter: tested("filter", (indexes, { items }, { at, evaluation }) =>
    evaluation.list(
      indexes.flatMap((index) => items[index] ?? []),
      at,
    ),
  ),
  find: tested("find", (indexes, list, call) => item(indexes[0], list, call)),
  findLast: tested("findLast", (indexes, list, call) => item(indexes.at(-1), list, call)),
  findIndex: tested("findIndex", (indexes, _, call) => position(indexes[0], call)),
  findLastIndex: tested("findLastIndex", (indexes, _, call) => position(indexes.at(-1), call)),
  includes: { usage: "list.includes(value)", run: includes },
  indexOf: {
    usage: "list.indexOf(value)",
    run: (list, call) => places(list, call, (found) => position(found[0], call)),
  },
  lastIndexOf: {
    usage: "list.lastIndexOf(value)",
    run: (list, call) => places(list, call, (found) => position(found.at(-1), call)),
  },
};

function tested(name: string, finish: Finish): Methods<ListValue>[string] {
  return {
    usage: `list.${name}((item) => …)`,
    run: (list, call) => {
      const [test] = call.args;
      if (test?.kind !== "function") return undefined;
      const indexes: number[] = [];
      for (const [index, each] of list.items.entries()) {
        const result = test.call([each, literalAt(index, call.at), list], call.at);
        if (result.kind === "invalid") return result;
        if (result.kind === "symbol") return asksFact(name, call);
        if (isTruthy(result)) indexes.push(index);
      }
      return finish(indexes, list, call);
    },
  };
}

function asksFact(name: string, { at, evaluation }: MethodCall): Value {
  const problem = `\`.${name}\` asks a fact of the request, but a list must be known when the policy is compiled`;
  return evaluation.report(conditionType, { problem, instead: "Use `some` or `every`." }, at);
}

function includes(list: ListValue, call: MethodCall): Value | undefined {
  const [wanted] = call.args;
  if (wanted?.kind === "symbol") return wanted.symbols.includes(list, wanted, call.at);
  return places(list, call, (found) => literalAt(found.length > 0, call.at));
}

function places({ items }: ListValue, { args }: MethodCall, finish: (found: number[]) => Value): Value | undefined {
  const [wanted] = args;
  if (wanted?.kind !== "literal" && wanted?.kind !== "quantity") return undefined;
  return finish([...items.keys()].filter((index) => isSame(items[index]!, wanted)));
}

function isSame(a: Value, b: Value): boolean {
  if (a.kind === "quantity") return b.kind === "quantity" && a.unit === b.unit && a.amount === b.amount;
  return a.kind === "literal" && b.kind === "literal" && a.value === b.value;
}
