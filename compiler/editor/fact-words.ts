/** Facts by the words that stand in a condition, such as `r.metadata.team`. */
import { type FactSpec, type FactType, facts } from "../../schemas/facts.ts";
import type { DeclaredMetadata, DeclaredNames } from "./declared-names.ts";

/** The fact or the group of facts at a place: `r.` and names with dots between, up to the end of the name at the offset. */
export function factWordAt(text: string, offset: number): { path: string; start: number; end: number } | undefined {
  let start = offset;
  while (start > 0 && /[\w.]/.test(text[start - 1]!)) start -= 1;
  let end = offset;
  while (end < text.length && /\w/.test(text[end]!)) end += 1;
  const word = text.slice(start, end);
  return /^r(\.\w+)+$/.test(word) ? { path: word.slice(2), start, end } : undefined;
}

/** What it is, for people; undefined for what is none. */
export function aboutFact(path: string, declared: DeclaredNames): string[] | undefined {
  const field = saidBy(path, declared);
  if (field) {
    const values = field.values ? `one of ${field.values.map((value) => `"${value}"`).join(", ")}` : "any text";
    return ["What the caller sends beside the request.", `${values}${field.required ? "" : ", or missing"}`];
  }
  const spec = specOf(path);
  if (!spec) return undefined;
  return [spec.about, kindOf(spec.type) + (spec.missing === undefined ? "" : `, missing ${spec.missing}`)];
}

/** Its values, where they are a closed list. */
export function valuesOf(path: string, declared: DeclaredNames): readonly string[] {
  const field = saidBy(path, declared);
  if (field) return field.values ?? [];
  const type = specOf(path)?.type;
  return type?.kind === "enum" ? type.values : [];
}

/** What may follow a beginning such as `needs.` or nothing: the next names, without what follows them. */
export function namesAfter(group: string, declared: DeclaredNames): string[] {
  if (group === "metadata.") return declared.metadata.map(({ name }) => name);
  if (group === "headers.") return declared.headers.map(({ name }) => name);
  if (group === "budget.") return [...declared.budgets];
  const known = [...Object.keys(facts), "metadata.", "headers."].map((name) => name.split("."));
  const before = group.split(".").slice(0, -1);
  const next = known.flatMap((name) => {
    const fits = before.every((part, at) => name[at] === part || name[at] === "*");
    return fits && name.length > before.length && name[before.length] !== "*" ? [name[before.length]!] : [];
  });
  return [...new Set(next)].filter((name) => name !== "");
}

/** Facts whose values tell requests apart: texts. */
export function groupingFacts({ metadata, headers }: DeclaredNames): string[] {
  const isText = ({ kind }: FactType) => kind === "string" || kind === "enum";
  const known = Object.entries<FactSpec>(facts).flatMap(([name, { type }]) =>
    isText(type) && !name.includes("*") ? [name] : [],
  );
  const said = [...metadata.map(({ name }) => `metadata.${name}`), ...headers.map(({ name }) => `headers.${name}`)];
  return [
    ...known.filter((name) => name.startsWith("key.")),
    ...said,
    ...known.filter((name) => !name.startsWith("key.")),
  ];
}

/** The metadata or the header that it is, where the policy declares it. */
function saidBy(path: string, { metadata, headers }: DeclaredNames): DeclaredMetadata | undefined {
  const [, group, name] = /^(metadata|headers)\.([\w-]+)$/.exec(path) ?? [];
  return (group === "headers" ? headers : metadata).find((field) => field.name === name);
}

function specOf(path: string): FactSpec | undefined {
  const [group = "", key = "", ...rest] = path.split(".");
  const names = [path, [group, "*", ...rest].join(".")].filter((name) => key !== "" || name === path);
  const name = names.find((candidate) => Object.hasOwn(facts, candidate));
  return name === undefined ? undefined : facts[name as keyof typeof facts];
}

function kindOf(type: FactType): string {
  switch (type.kind) {
    case "boolean":
      return "true or false";
    case "enum":
      return `one of ${type.values.map((value) => `"${value}"`).join(", ")}`;
    case "number":
      return units[type.unit];
    case "string":
      return "a text";
    case "tags":
      return "a set of texts, asked with `.includes`";
    case "text":
      return "asked with `.includes`, `.startsWith`, `.endsWith` and `.matches`";
    default:
      return type satisfies never;
  }
}

const units = {
  tokens: "a number of tokens",
  count: "a count",
  hours: "an hour of the day",
  percent: "a number from 0 to 100",
  ratio: "a ratio",
  usd: "US dollars, compared with `usd(…)`",
  ms: "a duration, compared with `s(…)` or `ms(…)`",
} as const;
