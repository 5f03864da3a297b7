import type { Origin } from "../../../source.ts";
import type { FunctionValue, ListValue, SymbolValue, Value } from "../../value.ts";
import { isTruthy } from "../expressions/operator.ts";

/** The pure methods of lists; undefined where the method or its arguments are not among them. */
export function listMethod(list: ListValue, method: string, args: readonly Value[], at: Origin): Value | undefined {
  const [first, second] = args;
  const items = list.items;
  if (method === "concat")
    return made(items.concat(args.flatMap((arg) => (arg.kind === "list" ? arg.items : [arg]))), at);
  if (method === "slice") return slice(items, args, at);
  if (method === "join") return join(items, first, at);
  if (method === "includes" && first) return includes(list, first, at);
  if (first?.kind !== "function" || second) return undefined;
  const each = (item: Value, index: number) => first.call([item, { kind: "literal", value: index, origin: at }], at);
  switch (method) {
    case "map":
      return made(items.map(each), at);
    case "flatMap":
      return made(
        items.map(each).flatMap((made) => (made.kind === "list" ? made.items : [made])),
        at,
      );
    case "filter":
      return filter(items, first, at);
    case "some":
      return fold(
        "||",
        items.map((item, index) => () => each(item, index)),
        at,
      );
    case "every":
      return fold(
        "&&",
        items.map((item, index) => () => each(item, index)),
        at,
      );
    default:
      return undefined;
  }
}

function made(items: readonly Value[], origin: Origin): ListValue {
  return { kind: "list", items, origin };
}

function slice(items: readonly Value[], args: readonly Value[], at: Origin): Value | undefined {
  const bounds = args.map((arg) => (arg.kind === "literal" && typeof arg.value === "number" ? arg.value : Number.NaN));
  return bounds.some(Number.isNaN) ? undefined : made(items.slice(bounds[0], bounds[1]), at);
}

function join(items: readonly Value[], separator: Value | undefined, at: Origin): Value | undefined {
  if (separator && separator.kind !== "literal") return undefined;
  const texts = items.map((item) => (item.kind === "literal" ? String(item.value) : undefined));
  if (texts.includes(undefined)) return undefined;
  return { kind: "literal", value: texts.join(separator ? String(separator.value) : ","), origin: at };
}

function includes(list: ListValue, item: Value, at: Origin): Value | undefined {
  if (item.kind === "symbol") return item.symbols.includes(list, item, at);
  if (item.kind !== "literal") return undefined;
  const found = list.items.some((other) => other.kind === "literal" && other.value === item.value);
  return { kind: "literal", value: found, origin: at };
}

/** What is kept must be known when the policy is compiled. */
function filter(items: readonly Value[], test: FunctionValue, at: Origin): Value | undefined {
  const kept: Value[] = [];
  for (const item of items) {
    const result = test.call([item], at);
    if (result.kind === "symbol") return undefined;
    if (isTruthy(result)) kept.push(item);
  }
  return made(kept, at);
}

/** `some` and `every`, unrolled. */
function fold(operator: "&&" | "||", tests: (() => Value)[], at: Origin): Value {
  const stop = operator === "||";
  let symbolic: SymbolValue | undefined;
  for (const test of tests) {
    const value = test();
    if (value.kind === "invalid") return value;
    if (value.kind === "symbol") {
      const joined: Value = symbolic ? value.symbols.logical(operator, symbolic, () => value, at) : value;
      if (joined.kind !== "symbol") return joined;
      symbolic = joined;
    } else if (isTruthy(value) === stop) return { kind: "literal", value: stop, origin: at };
  }
  return symbolic ?? { kind: "literal", value: !stop, origin: at };
}
