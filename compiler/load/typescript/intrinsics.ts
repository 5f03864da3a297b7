/** What `import … from "pointsman"` gives: constructors that stand for the plain form, which YAML writes out. */
import { notAllowed } from "../../diagnostics/syntax/not-allowed.ts";
import type { Origin } from "../../source.ts";
import type { Field, FunctionValue, Unit, Value } from "../value.ts";
import type { Evaluation } from "./evaluation.ts";

type Build = (args: readonly Value[], at: Origin) => Value | undefined;

const builders: Readonly<Record<string, Build>> = {
  policy: ([document], at) => document && { ...document, origin: { ...document.origin, span: at.span } },
  chain: (items, at) => record({ chain: { kind: "list", items, origin: at } }, at),
  reject: ([status, message], at) => status && message && record({ reject: status, message }, at),
  ms: quantity("ms", 1),
  s: quantity("ms", 1_000),
  minutes: quantity("ms", 60_000),
};

/** The names that `"pointsman"` exports as values. */
export const intrinsicNames: readonly string[] = Object.keys(builders);

/** The value that `"pointsman"` exports under a name. */
export function intrinsic(name: string, evaluation: Evaluation, origin: Origin): FunctionValue | undefined {
  const build = Object.hasOwn(builders, name) ? builders[name] : undefined;
  if (!build) return undefined;
  const call = (args: readonly Value[], at: Origin): Value => {
    const invalid = args.find((arg) => arg.kind === "invalid" && name !== "chain");
    if (invalid) return { kind: "invalid", origin: at };
    const refused = { construct: `\`${name}\` with these arguments`, instead: `See the type of \`${name}\`.` };
    return build(args, at) ?? evaluation.report(notAllowed, refused, at);
  };
  return { kind: "function", text: name, call, origin };
}

function quantity(unit: Unit, factor: number): Build {
  return ([amount, ...rest], origin) => {
    if (amount?.kind !== "literal" || typeof amount.value !== "number" || rest.length > 0) return undefined;
    return { kind: "quantity", unit, amount: amount.value * factor, origin };
  };
}

function record(fields: Record<string, Value>, origin: Origin): Value {
  const entries = Object.entries(fields).map(([name, value]): [string, Field] => [name, { key: origin, value }]);
  return { kind: "record", fields: new Map(entries), origin };
}
