import type { Origin } from "../../../source.ts";
import type { Field, Value } from "../../value.ts";

/** `Object.keys`, `values`, `entries`, `fromEntries`; undefined for anything else. */
export function objectMethod(method: string, args: readonly Value[], at: Origin): Value | undefined {
  const [argument] = args;
  if (method === "fromEntries" && argument?.kind === "list") return fromEntries(argument.items, at);
  if (argument?.kind !== "record") return undefined;
  const fields = [...argument.fields];
  const key = (name: string, field: Field): Value => ({ kind: "literal", value: name, origin: field.key });
  switch (method) {
    case "keys":
      return { kind: "list", items: fields.map(([name, field]) => key(name, field)), origin: at };
    case "values":
      return { kind: "list", items: fields.map(([, field]) => field.value), origin: at };
    case "entries":
      return {
        kind: "list",
        items: fields.map(([name, field]) => ({
          kind: "list",
          items: [key(name, field), field.value],
          origin: field.key,
        })),
        origin: at,
      };
    default:
      return undefined;
  }
}

function fromEntries(entries: readonly Value[], at: Origin): Value | undefined {
  const fields = new Map<string, Field>();
  for (const entry of entries) {
    if (entry.kind !== "list") return undefined;
    const [key, value] = entry.items;
    if (key?.kind !== "literal" || !value) return undefined;
    fields.set(String(key.value), { key: key.origin, value });
  }
  return { kind: "record", fields, origin: at };
}
