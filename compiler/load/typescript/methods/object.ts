/** `Object.keys`, `values`, `entries`, `fromEntries`. */
import type { Field, RecordValue, Value } from "../../value.ts";
import { literalAt, type Method, type MethodCall, type Methods } from "./method.ts";

export const recordMethods: Methods<undefined> = {
  keys: ofRecord("keys", ([name, { key }]) => literalAt(name, key)),
  values: ofRecord("values", ([, { value }]) => value),
  entries: ofRecord("entries", ([name, { key, value }]) => ({
    kind: "list",
    items: [literalAt(name, key), value],
    origin: key,
  })),
  hasOwn: {
    usage: 'Object.hasOwn(object, "key")',
    run: (_, { args: [object, key], at }) => {
      if (object?.kind !== "record" || key?.kind !== "literal") return undefined;
      return literalAt(object.fields.has(String(key.value)), at);
    },
  },
};

function ofRecord(name: string, each: (entry: [string, Field]) => Value): Method<undefined> {
  return {
    usage: `Object.${name}(object)`,
    run: (_, { args: [object], at, evaluation }) =>
      object?.kind === "record" ? evaluation.list(entriesOf(object).map(each), at) : undefined,
  };
}

function entriesOf({ fields }: RecordValue): [string, Field][] {
  return [...fields];
}

export function fromEntries(_: undefined, { args: [entries], at, evaluation }: MethodCall): Value | undefined {
  if (entries?.kind !== "list") return undefined;
  evaluation.spend(at, entries.items.length);
  const fields = new Map<string, Field>();
  for (const entry of entries.items) {
    const [key, value] = entry.kind === "list" ? entry.items : [];
    if (key?.kind !== "literal" || !value) return undefined;
    fields.set(String(key.value), { key: key.origin, value });
  }
  return { kind: "record", fields, origin: at };
}
