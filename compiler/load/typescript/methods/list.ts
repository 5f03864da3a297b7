/** The pure methods of lists. */
import type { ListValue, Value } from "../../value.ts";
import { flatten } from "./flatten.ts";
import { search } from "./list-search.ts";
import { sorted } from "./list-sort.ts";
import { every, some } from "./list-test.ts";
import { callMethod, literalAt, type MethodCall, type Methods, numberOf, optionalNumber, textOf } from "./method.ts";

const pure: Methods<ListValue> = {
  map: { usage: "list.map((item) => …)", run: (list, call) => made(mapped(list, call), call) },
  flatMap: {
    usage: "list.flatMap((item) => […])",
    run: (list, call) => {
      const results = mapped(list, call);
      return results && flatten(results, 1, call);
    },
  },
  ...search,
  some: { usage: "list.some((item) => …)", run: some },
  every: { usage: "list.every((item) => …)", run: every },
  reduce: { usage: "list.reduce((result, item) => …, start)", run: reduce },
  concat: {
    usage: "list.concat(other)",
    run: ({ items }, call) =>
      made([...items, ...call.args.flatMap((arg) => (arg.kind === "list" ? arg.items : arg))], call),
  },
  slice: {
    usage: "list.slice(from, to)",
    run: ({ items }, call) => {
      const [from, to] = call.args.map((arg) => optionalNumber(arg));
      return Number.isNaN(from) || Number.isNaN(to) ? undefined : made(items.slice(from, to), call);
    },
  },
  join: { usage: 'list.join(", ")', run: join },
  at: {
    usage: "list.at(index)",
    run: ({ items }, { args, at }) => {
      const index = numberOf(args[0]);
      return index === undefined ? undefined : (items.at(index) ?? literalAt(undefined, at));
    },
  },
  flat: {
    usage: "list.flat()",
    run: ({ items }, call) => {
      const depth = optionalNumber(call.args[0], 1);
      return depth === undefined || Number.isNaN(depth) ? undefined : flatten(items, depth, call);
    },
  },
  toReversed: { usage: "list.toReversed()", run: ({ items }, call) => made(items.toReversed(), call) },
  toSorted: { usage: "list.toSorted((a, b) => a - b)", run: sorted },
  with: {
    usage: "list.with(index, value)",
    run: ({ items }, call) => {
      const [index, value] = [numberOf(call.args[0]), call.args[1]];
      const isThere = index !== undefined && items.at(index) !== undefined;
      return isThere && value ? made(items.with(index, value), call) : undefined;
    },
  },
  entries: {
    usage: "list.entries()",
    run: ({ items }, call) =>
      made(
        items.map((item, index) => pair(index, item, call)),
        call,
      ),
  },
  keys: {
    usage: "list.keys()",
    run: ({ items }, call) =>
      made(
        items.map((_, index) => literalAt(index, call.at)),
        call,
      ),
  },
  values: { usage: "list.values()", run: ({ items }, call) => made(items, call) },
};

const changing: Readonly<Record<string, string>> = {
  push: "Build a new list: `[...list, item]`.",
  unshift: "Build a new list: `[item, ...list]`.",
  pop: "Take the rest: `list.slice(0, -1)`.",
  shift: "Take the rest: `list.slice(1)`.",
  splice: "Use `slice` and spreads.",
  sort: "Use `toSorted`, which gives a new list.",
  reverse: "Use `toReversed`, which gives a new list.",
  fill: "Use `map`.",
  copyWithin: "Use `slice` and spreads.",
  forEach: "Use `map`, and what it gives.",
};

/** Calls a method of a list. */
export function listMethod(list: ListValue, call: MethodCall): Value {
  return callMethod(pure, changing, "a list", list, call);
}

function made(items: readonly Value[] | undefined, { at, evaluation }: MethodCall): Value | undefined {
  return items && evaluation.list(items, at);
}

function mapped(list: ListValue, { args, at }: MethodCall): Value[] | undefined {
  const [each] = args;
  return each?.kind === "function"
    ? list.items.map((item, index) => each.call([item, literalAt(index, at), list], at))
    : undefined;
}

function pair(index: number, item: Value, { at }: MethodCall): Value {
  return { kind: "list", items: [literalAt(index, at), item], origin: at };
}

function reduce({ items }: ListValue, { args, at }: MethodCall): Value | undefined {
  const [step, start] = args;
  if (step?.kind !== "function") return undefined;
  const [first, rest] = start ? [start, items] : [items[0], items.slice(1)];
  const offset = start ? 0 : 1;
  return (
    first && rest.reduce((result, item, index) => step.call([result, item, literalAt(index + offset, at)], at), first)
  );
}

function join({ items }: ListValue, { args, at, evaluation }: MethodCall): Value | undefined {
  const separator = args[0] ? textOf(args[0]) : ",";
  const texts = items.map((item) => (item.kind === "literal" ? String(item.value ?? "") : undefined));
  if (separator === undefined || !texts.every((text) => text !== undefined)) return undefined;
  const length = texts.reduce((sum, text) => sum + text.length + separator.length, 0);
  evaluation.spend(at, length >> 6);
  return evaluation.text(texts.join(separator), at);
}
