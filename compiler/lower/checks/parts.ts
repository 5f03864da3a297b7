import type { Value } from "../../load/value.ts";
import { entries, field, items } from "../read.ts";

/** A value and the path that leads to it, with dots. */
export interface Part {
  readonly path: string;
  readonly value: Value;
}

/** Every route and every rule. */
export function routesAndRules(root: Value): Part[] {
  return entries(field(root, "routes")).flatMap(({ name, value }) => {
    const path = `routes.${name}`;
    const rules = items(field(value, "rules")).map((rule, index) => ({ path: `${path}.rules.${index}`, value: rule }));
    return [{ path, value }, ...rules];
  });
}

export function budgets(root: Value): Part[] {
  return entries(field(root, "budgets")).map(({ name, value }) => ({ path: `budgets.${name}`, value }));
}

/** The value under a key of each part that has it. */
export function under(parts: readonly Part[], key: string): Part[] {
  return parts.flatMap(({ path, value }) => {
    const found = field(value, key);
    return found ? [{ path: `${path}.${key}`, value: found }] : [];
  });
}

/** The value itself and all that is in it; aliases and constants that are used twice come twice. */
export function* everything(value: Value, path = ""): Generator<Part> {
  yield { path, value };
  const inside = (key: string) => (path === "" ? key : `${path}.${key}`);
  if (value.kind === "list")
    for (const [index, item] of value.items.entries()) yield* everything(item, inside(`${index}`));
  if (value.kind === "record")
    for (const [key, { value: inner }] of value.fields) yield* everything(inner, inside(key));
}

/** Whatever is written where strategies are: those inside others, too. */
export function strategyParts(root: Value): Part[] {
  return ["tiers", "routes", "budgets", "limits"].flatMap((section) => {
    const value = field(root, section);
    return value ? [...everything(value, section)] : [];
  });
}
