/** What `import … from "pointsman"` gives: constructors that stand for the plain form, which YAML writes out. */
import { EU } from "../../../dsl/regions.ts";
import { isVariableName, variableText } from "../../../semantics/variables/variable-text.ts";
import { argument } from "../../diagnostics/syntax/argument.ts";
import type { Origin } from "../../source.ts";
import type { Field, FunctionValue, RecordValue, Unit, Value } from "../value.ts";
import { variableValue } from "../variable.ts";
import type { Evaluation } from "./evaluation.ts";

type Build = (args: readonly Value[], at: Origin, evaluation: Evaluation) => Value | undefined;

const builders: Readonly<Record<string, Build>> = {
  policy: ([document], at) => document && { ...document, origin: { ...document.origin, span: at.span } },
  chain: (items, at) => record({ chain: { kind: "list", items, origin: at } }, at),
  split: ([weights, options], at) => weights && withOptions({ split: weights }, options, at),
  cheapest: ([targets, options], at) => targets && withOptions({ cheapest: targets }, options, at),
  fastest: ([targets, options], at) => targets && withOptions({ fastest: targets }, options, at),
  balance: ([targets, options], at) => targets && withOptions({ balance: targets }, options, at),
  reject: ([status, message], at) => status && message && record({ reject: status, message }, at),
  env: ([name, ...rest], at, evaluation) => {
    const written = name?.kind === "literal" && rest.length === 0 ? String(name.value) : "";
    return isVariableName(written) ? variableValue(variableText(written), evaluation, at) : undefined;
  },
  usd: quantity("usd", 1),
  ms: quantity("ms", 1),
  s: quantity("ms", 1_000),
  minutes: quantity("ms", 60_000),
  hours: quantity("ms", 3_600_000),
};

/** Where the type says too little. */
const usages: Readonly<Record<string, string>> = {
  env: 'It takes the name of a variable as a text: letters, digits and `_`, such as `env("TENANT")`.',
};

const constants: Readonly<Record<string, readonly string[]>> = { EU };

/** The names that `"pointsman"` exports as values. */
export const intrinsicNames: readonly string[] = [...Object.keys(builders), ...Object.keys(constants)];

/** The value that `"pointsman"` exports under a name. */
export function intrinsic(name: string, evaluation: Evaluation, origin: Origin): Value | undefined {
  const constant = Object.hasOwn(constants, name) ? constants[name] : undefined;
  if (constant) return { kind: "list", items: constant.map((value) => ({ kind: "literal", value, origin })), origin };
  const build = Object.hasOwn(builders, name) ? builders[name] : undefined;
  if (!build) return undefined;
  const call = (args: readonly Value[], at: Origin): Value => {
    const invalid = args.find((arg) => arg.kind === "invalid" && name !== "chain");
    if (invalid) return { kind: "invalid", origin: at };
    const usage = usages[name] ?? `See the type of \`${name}\`.`;
    return build(args, at, evaluation) ?? evaluation.report(argument, { name: `\`${name}\``, usage }, at);
  };
  return { kind: "function", text: name, call, origin } satisfies FunctionValue;
}

function quantity(unit: Unit, factor: number): Build {
  return ([amount, ...rest], origin) => {
    if (amount?.kind !== "literal" || typeof amount.value !== "number" || rest.length > 0) return undefined;
    return { kind: "quantity", unit, amount: amount.value * factor, origin };
  };
}

/** The constructor's field, and those of its options beside it. */
function withOptions(fields: Record<string, Value>, options: Value | undefined, origin: Origin): Value | undefined {
  const made = record(fields, origin);
  if (!options) return made;
  if (options.kind !== "record") return undefined;
  return { ...made, fields: new Map([...made.fields, ...options.fields]) };
}

function record(fields: Record<string, Value>, origin: Origin): RecordValue {
  const entries = Object.entries(fields).map(([name, value]): [string, Field] => [name, { key: origin, value }]);
  return { kind: "record", fields: new Map(entries), origin };
}
