/** The language on one page: what a policy may say, what a condition may ask, what may fail; from the lists that compiler and runtime go by. */
import { type FactSpec, facts } from "../schemas/facts.ts";
import { attemptFailures } from "../semantics/failures.ts";
import { type GeneratedFile, notice } from "./generated-file.ts";
import { jsonSchemas } from "./json-schemas.ts";

export const languagePage: GeneratedFile = { path: "docs/generated/language.md", content: page };

function page(): string {
  return `<!-- ${notice} -->

# The language at a glance

All that a policy may say, in both spellings; [the language](../guide/language.md) explains it. In TypeScript conditions are arrows,
\`(r) => r.hasCode\`, and quantities are made by \`s(60)\`, \`ms(500)\`, \`minutes(1)\`, \`hours(1)\` and \`usd(0.1)\`; in YAML conditions are
the same expressions as texts, \`r.hasCode\`, and quantities are written \`60s\`, \`500ms\`, \`1m\`, \`1h\` and \`$0.10\`.

${sections(policySchema()).join("\n\n")}

## Strategies

\`chain("a/m", "b/m")\` in TypeScript is \`[a/m, b/m]\` or \`{ chain: [a/m, b/m] }\` in YAML; options stand behind the list, and beside it in YAML.

${strategyTable(policySchema())}

## Conditions

\`&& || !\`, \`?:\`, \`=== !==\`, \`< <= > >=\`, \`["a", "b"].includes(x)\`, \`.includes .startsWith .endsWith\` of a text, \`.includes(tag)\` of tags,
\`r.text.matches(/…/)\`, \`.some .every\` of a list of constants, and functions of your own. A fact that may be missing makes every comparison false but
\`=== undefined\` and \`!==\`.

${factTable()}

Each is explained with the [facts](../guide/facts.md); what a claim may ask of a target stands with [invariants](../guide/language.md#invariants).

## What may fail

What \`fallbackOn\` may name. \`retry\`: it may pass, and the target is asked again when all have failed.

| class | goes to the next target by itself | retry |
|---|---|---|
${Object.entries(attemptFailures)
  .map(([name, { fallback, retry }]) => `| \`${name}\` | ${fallback ? "yes" : "no"} | ${retry ? "yes" : ""} |`)
  .join("\n")}
`;
}

interface Schema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

function policySchema(): Schema {
  const file = jsonSchemas.find(({ path }) => path.endsWith("/policy.schema.json"));
  return JSON.parse(file!.content()) as Schema;
}

/** A table for each object of settings, by the path to it; what was shown before is not shown again. */
function sections(schema: Schema): string[] {
  const shown = new Set<string>();
  const found: string[] = [];
  const walk = (at: Schema, path: string): void => {
    if (at.properties && !shown.has(JSON.stringify(at)) && !shown.has(path)) {
      shown.add(JSON.stringify(at)).add(path);
      found.push(`## ${path === "" ? "A policy" : `\`${path}\``}\n\n${settingsTable(at)}`);
      for (const [name, one] of Object.entries(at.properties)) walk(one, path === "" ? name : `${path}.${name}`);
    }
    if (typeof at.additionalProperties === "object") walk(at.additionalProperties, `${path}.<name>`);
    if (at.items) walk(at.items, path);
    for (const one of at.anyOf ?? []) walk(one, path);
  };
  walk(schema, "");
  return found;
}

function settingsTable({ properties = {}, required = [] }: Schema): string {
  const rows = Object.entries(properties).map(([name, one]) => {
    const must = required.includes(name) ? "; required" : "";
    return `| \`${name}\` | ${kindOf(one)}${must} | ${cell(one.description ?? "")} |`;
  });
  return `| setting | is | |\n|---|---|---|\n${rows.join("\n")}`;
}

/** Formats that a text may have, by how it is checked. */
const formats: readonly (readonly [part: string, words: string])[] = [
  ["(ms|s|m|h)", "a duration"],
  ["^\\$", "an amount"],
  ["[A-Z]{2}", "a country"],
  ["(r\\.)?", "a fact"],
];

function kindOf(schema: Schema): string {
  const { type, pattern, minimum, maximum, items } = schema;
  if (schema.$ref) return schema.$ref.endsWith("/action") ? "a strategy, or a refusal" : "a strategy";
  if (schema.enum) return schema.enum.map((value) => `\`${String(value)}\``).join(" ");
  if (schema.const !== undefined) return `\`${String(schema.const)}\``;
  if (schema.anyOf) return [...new Set(schema.anyOf.map(kindOf))].join(", or ");
  if (type === "array") return `a list${items ? ` of ${several(kindOf(items))}` : ""}`;
  if (type === "object") return schema.properties ? "settings" : "by name";
  const [number] = [type].flat();
  if (number === "integer" || number === "number")
    return `a ${number === "integer" ? "whole " : ""}number${range(minimum, maximum)}`;
  if (type === "boolean") return "true or false";
  return formats.find(([part]) => pattern?.includes(part))?.[1] ?? "a text";
}

function several(kind: string): string {
  const plural = kind.replace(/^an? (\w+)/, "$1s").replace("countrys", "countries");
  return plural.replace("strategys", "strategies");
}

/** No bound is told that is there because numbers end. */
function range(from?: number, to?: number): string {
  const isBound = to !== undefined && to < Number.MAX_SAFE_INTEGER;
  if (isBound) return ` from ${from ?? 0} to ${to}`;
  return from === undefined || Math.abs(from) >= Number.MAX_SAFE_INTEGER ? "" : ` from ${from}`;
}

function strategyTable({ $defs = {} }: Schema): string {
  const kinds = ($defs.strategy?.anyOf ?? []).flatMap(({ properties, description = "" }) => {
    if (properties === undefined) return [];
    const [name = "", ...options] = Object.keys(properties);
    return [`| \`${name}\` | ${cell(description)} | ${options.map((option) => `\`${option}\``).join(" ")} |`];
  });
  return `| strategy | | options |\n|---|---|---|\n${kinds.join("\n")}`;
}

function factTable(): string {
  const rows = Object.entries(facts).map(([name, { about, missing, example }]: [string, FactSpec]) => {
    return `| \`${name.replace("*", "<name>")}\` | ${cell(about)} | ${missing ?? ""} | \`${cell(example)}\` |`;
  });
  const metadata =
    '| `metadata.<name>` | What the caller says of the request, as the policy declares it. | when the caller does not send it | `r.metadata.priority === "high"` |';
  return `| fact | | missing | such as |\n|---|---|---|---|\n${[...rows, metadata].join("\n")}`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
