/** Functions that belong to a global name: `Object.entries`, `Array.from`, `Math.max`. */
import { impureCall } from "../../../diagnostics/syntax/impure-call.ts";
import type { Value } from "../../value.ts";
import { callMethod, literalAt, type MethodCall, type Methods, numberOf } from "./method.ts";
import { fromEntries, recordMethods } from "./object.ts";

type Statics = Methods<undefined>;

const object: Statics = {
  ...recordMethods,
  fromEntries: { usage: "Object.fromEntries([[key, value]])", run: fromEntries },
  freeze: { usage: "Object.freeze(object)", run: (_, { args: [value] }) => value },
};

const array: Statics = {
  of: { usage: "Array.of(item)", run: (_, { args, at, evaluation }) => evaluation.list(args, at) },
  from: { usage: "Array.from(list, (item) => …)", run: arrayFrom },
  isArray: {
    usage: "Array.isArray(value)",
    run: (_, { args: [value], at }) => (value ? literalAt(value.kind === "list", at) : undefined),
  },
};

const rounding = (apply: (value: number) => number, name: string): Statics[string] => ({
  usage: `Math.${name}(number)`,
  run: (_, { args: [value], at }) => {
    if (value?.kind === "quantity") return { ...value, amount: apply(value.amount), origin: at };
    const number = numberOf(value);
    return number === undefined ? undefined : literalAt(apply(number), at);
  },
});

const extreme = (apply: (...values: number[]) => number, name: string): Statics[string] => ({
  usage: `Math.${name}(a, b)`,
  run: (_, { args, at }) => {
    const numbers = args.map(numberOf);
    if (!numbers.every((number) => number !== undefined)) return undefined;
    return literalAt(
      numbers.reduce((a, b) => apply(a, b), apply()),
      at,
    );
  },
});

const math: Statics = {
  min: extreme(Math.min, "min"),
  max: extreme(Math.max, "max"),
  round: rounding(Math.round, "round"),
  floor: rounding(Math.floor, "floor"),
  ceil: rounding(Math.ceil, "ceil"),
  trunc: rounding(Math.trunc, "trunc"),
  abs: rounding(Math.abs, "abs"),
};

const owners: Readonly<
  Record<string, { readonly methods: Statics; readonly changing: Readonly<Record<string, string>> }>
> = {
  Object: {
    methods: object,
    changing: {
      assign: "Build a new object: `{ ...a, ...b }`.",
      defineProperty: "Build a new object: `{ ...a, key: value }`.",
      setPrototypeOf: "Build a new object: `{ ...a, ...b }`.",
    },
  },
  Array: { methods: array, changing: {} },
  Math: { methods: math, changing: {} },
};

const draw =
  'Draw by a fact: `r.sample("key.id") < 10` holds for ten of a hundred callers, and for each of them always.';

/** The value of `owner.method(…)`; undefined where the owner is no such name. `ask` evaluates the arguments. */
export function staticMethod(owner: string, method: string, ask: () => MethodCall): Value | undefined {
  const found = Object.hasOwn(owners, owner) ? owners[owner] : undefined;
  // What else `Math` has, such as `random`, is refused by its own name.
  if (owner === "Math" && method === "random") {
    const { evaluation, at } = ask();
    return evaluation.report(impureCall, { construct: "`Math.random()`", instead: draw }, at);
  }
  if (!found || (owner === "Math" && !Object.hasOwn(found.methods, method))) return undefined;
  const call = ask();
  if (call.args.some((arg) => arg.kind === "invalid")) return { kind: "invalid", origin: call.at };
  return callMethod(found.methods, found.changing, `\`${owner}\``, undefined, call);
}

/** Of a list, of a text, or of `{ length: n }`. */
function arrayFrom(_: undefined, call: MethodCall): Value | undefined {
  const [source, each] = call.args;
  if (each && each.kind !== "function") return undefined;
  const items = source && itemsOf(source, call);
  if (!items) return undefined;
  const list = call.evaluation.list(items, call.at);
  if (list.kind !== "list" || !each) return list;
  return call.evaluation.list(
    list.items.map((item, index) => each.call([item, literalAt(index, call.at)], call.at)),
    call.at,
  );
}

function itemsOf(source: Value, { at, evaluation }: MethodCall): readonly Value[] | undefined {
  if (source.kind === "list") return source.items;
  if (source.kind === "literal" && typeof source.value === "string") {
    evaluation.spend(at, source.value.length);
    return Array.from(source.value, (character) => literalAt(character, at));
  }
  const length = source.kind === "record" ? numberOf(source.fields.get("length")?.value) : undefined;
  if (length === undefined || !(length >= 0)) return undefined;
  evaluation.spend(at, length);
  return Array.from({ length }, () => literalAt(undefined, at));
}
