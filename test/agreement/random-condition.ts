/** Random conditions: each as text of the policy language, and as what lowering that text must mean. */
import type { Atom, Condition } from "../../compiler/lower/ir.ts";
import type { Origin } from "../../compiler/source.ts";
import { zones } from "../reference/zones.ts";
import type { Random } from "./random.ts";
import {
  flags,
  healthTargets,
  optional,
  parameterValues,
  patterns,
  stateNumbers,
  strings,
  tagBeginnings,
  tags,
  textMethods,
  texts,
  type World,
} from "./world.ts";

export interface Written {
  text: string;
  ir: Condition;
}

export const origin: Origin = { span: { file: { name: "generated", text: "" }, start: 0, end: 0 } };

/** Nested at most `depth` deep. */
export function randomCondition(random: Random, world: World, depth: number): Written {
  if (depth === 0 || random.once(4)) return randomAtom(random, world);
  const part = (): Written => randomCondition(random, world, depth - 1);
  switch (random.integer(7)) {
    case 0:
      return not(part());
    case 1: {
      const [test, whenTrue, whenFalse] = [part(), part(), part()];
      const ir = join("any", [join("all", [test.ir, whenTrue.ir]), join("all", [not(test).ir, whenFalse.ir])]);
      return { text: `(${test.text} ? ${whenTrue.text} : ${whenFalse.text})`, ir };
    }
    case 2:
    case 3:
    case 4:
      return joined("all", random.list(2 + random.integer(2), part));
    default:
      return joined("any", random.list(2 + random.integer(2), part));
  }
}

function joined(kind: "all" | "any", parts: readonly Written[]): Written {
  const text = parts.map((part) => part.text).join(kind === "all" ? " && " : " || ");
  return { text: `(${text})`, ir: join(kind, parts.map((part) => part.ir)) }; // biome-ignore format: one line
}

function join(kind: "all" | "any", of: Condition[]): Condition {
  return { kind, of, origin };
}

function not({ text, ir }: Written): Written {
  return { text: `!(${text})`, ir: { kind: "not", of: ir, origin } };
}

function atom(text: string, made: Atom): Written {
  return { text, ir: { kind: "atom", atom: made, origin } };
}

function randomAtom(random: Random, world: World): Written {
  switch (random.integer(17)) {
    case 14:
      return randomParameter(random);
    case 15: {
      const argument = random.pick(tagBeginnings);
      const text = `r.key.tags.some((tag) => tag.startsWith(${JSON.stringify(argument)}))`;
      return atom(text, { kind: "flag", fact: "key.tags.startsWith", argument });
    }
    case 16:
      return randomLocal(random);
    case 10:
      return randomStateComparison(random, world);
    case 11:
      return randomSample(random);
    case 12: {
      const pattern = random.pick(patterns);
      return atom(`r.text.matches(${pattern})`, { kind: "flag", fact: "text.matches", argument: String(pattern) });
    }
    case 13:
      return randomTextQuestion(random);
    case 0:
    case 1:
    case 2:
      return randomComparison(random, world);
    case 3:
    case 4:
    case 5:
      return randomString(random);
    case 6:
      return randomPresence(random);
    case 7: {
      const fact = random.pick(flags);
      return atom(`r.${fact}${random.once(3) ? " === true" : ""}`, { kind: "flag", fact });
    }
    case 8: {
      const tag = random.pick(tags);
      return atom(`r.key.tags.includes("${tag}")`, { kind: "flag", fact: "key.tags", argument: tag });
    }
    default: {
      const argument = random.pick(texts);
      return atom(`r.text.includes(${JSON.stringify(argument)})`, { kind: "flag", fact: "text.includes", argument });
    }
  }
}

const mirrored: Readonly<Record<string, string>> = { ">": "<", ">=": "<=", "<": ">", "<=": ">=" };

function randomComparison(random: Random, world: World): Written {
  const fact = random.pick(Object.keys(world.numbers));
  const value = random.pick(world.numbers[fact]!);
  const operator = random.pick([">", ">=", "<", "<=", "===", "!=="]);
  const text = random.once(4)
    ? `${value} ${mirrored[operator] ?? operator} r.${fact}`
    : `r.${fact} ${operator} ${value}`;
  if (operator === "!==") return { text, ir: not(atom("", range(fact, "===", value))).ir };
  return atom(text, range(fact, operator, value));
}

function range(fact: string, operator: string, value: number): Atom {
  const below = Number.NEGATIVE_INFINITY;
  const above = Number.POSITIVE_INFINITY;
  const bounds: Readonly<Record<string, [number, number]>> = {
    ">": [Math.floor(value) + 1, above],
    ">=": [Math.ceil(value), above],
    "<": [below, Math.ceil(value)],
    "<=": [below, Math.floor(value) + 1],
    "===": [Math.ceil(value), Math.floor(value) + 1],
  };
  const [from, to] = bounds[operator]!;
  return { kind: "range", fact, from, to };
}

/** On a double that states have, exactly. */
function randomStateComparison(random: Random, world: World): Written {
  if (random.once(4)) {
    const target = random.pick(healthTargets);
    const value = random.pick(["up", "degraded", "down"]);
    const made: Atom = { kind: "one-of", fact: `health.${target}`, values: [value] };
    return atom(`r.health["${target}"] === "${value}"`, made);
  }
  const facts = Object.keys(stateNumbers).filter((name) => world.hasBudget || !name.startsWith("budget"));
  const fact = random.pick(facts);
  const { spelled, unit, values } = stateNumbers[fact]!;
  if (random.once(6)) return atom(`${spelled} !== undefined`, { kind: "present", fact, type: "number" });
  const value = random.pick(values);
  const operator = random.pick([">", ">=", "<", "<=", "==="]);
  return atom(`${spelled} ${operator} ${unit ? `${unit}(${value})` : value}`, doubles(fact, operator, value));
}

function randomSample(random: Random): Written {
  const argument = random.pick(["key.id", "key.team", "metadata.customer", "weekday"]);
  const value = random.pick([0, 10, 25.5, 50, 75, 99.9]);
  const operator = random.pick([">", ">=", "<", "<="]);
  return atom(`r.sample("${argument}") ${operator} ${value}`, { ...doubles("sample", operator, value), argument });
}

function doubles(fact: string, operator: string, value: number): Atom & { kind: "range" } {
  const below = Number.NEGATIVE_INFINITY;
  const above = Number.POSITIVE_INFINITY;
  // The next double is the same bits, one up: all of these are zero or above.
  const next = new Float64Array(
    new BigUint64Array([new BigUint64Array(new Float64Array([value]).buffer)[0]! + 1n]).buffer,
  )[0]!;
  const bounds: Readonly<Record<string, [number, number]>> = {
    ">": [next, above],
    ">=": [value, above],
    "<": [below, value],
    "<=": [below, next],
    "===": [value, next],
  };
  const [from, to] = bounds[operator]!;
  return { kind: "range", fact, from, to };
}

/** Of the text, or of a string fact, which may be missing. */
function randomTextQuestion(random: Random): Written {
  const method = random.pick(textMethods);
  const fact = random.pick(["text", "model", "key.team", "metadata.customer", "metadata.priority"]);
  const argument = random.pick(["", "r", "re", "main", "me", "Acme", "hello", "h", "u"]);
  const mark = optional.includes(fact) ? "?." : ".";
  return atom(`r.${fact}${mark}${method}(${JSON.stringify(argument)})`, {
    kind: "flag",
    fact: `${fact}.${method}`,
    argument,
  });
}

function randomParameter(random: Random): Written {
  const [name, value] = random.pick(Object.entries(parameterValues));
  const fact = `parameters.${name}`;
  const known = random.pick(value);
  if (random.once(6)) {
    const type = typeof known === "number" ? "number" : "string";
    return atom(`r.${fact} !== undefined`, { kind: "present", fact, type });
  }
  if (typeof known === "string") {
    return atom(`r.${fact} === "${known}"`, { kind: "one-of", fact, values: [known] });
  }
  const operator = random.pick([">", ">=", "<", "<=", "==="]);
  const made = name === "seed" ? range(fact, operator, known) : doubles(fact, operator, known);
  return atom(`r.${fact} ${operator} ${known}`, made);
}

function randomLocal(random: Random): Written {
  const zone = random.pick(Object.keys(zones));
  const fact = `local.${zone}`;
  if (random.once(3)) {
    const value = random.pick(strings.weekday!);
    const text = `r.local("${zone}").weekday === "${value}"`;
    return atom(text, { kind: "one-of", fact: `${fact}.weekday`, values: [value] });
  }
  const value = random.pick([0, 1, 2, 8, 9.5, 22, 23]);
  const operator = random.pick([">", ">=", "<", "<="]);
  return atom(`r.local("${zone}").hour ${operator} ${value}`, range(`${fact}.hour`, operator, value));
}

function randomString(random: Random): Written {
  const fact = random.pick(Object.keys(strings));
  const closed = ["endpoint", "weekday", "metadata.priority"].includes(fact);
  const mentioned = closed ? strings[fact]! : strings[fact]!.slice(0, -1);
  const value = random.pick(mentioned);
  const is = atom(`r.${fact} === ${JSON.stringify(value)}`, { kind: "one-of", fact, values: [value] });
  if (random.once(3)) return { text: `r.${fact} !== ${JSON.stringify(value)}`, ir: not(is).ir };
  if (random.once(2)) return is;
  const values = [value, random.pick(mentioned)];
  return atom(`${JSON.stringify(values)}.includes(r.${fact})`, { kind: "one-of", fact, values });
}

function randomPresence(random: Random): Written {
  const fact = random.pick([...optional, "maxOutputTokens"]);
  const present = atom("", { kind: "present", fact, type: fact === "maxOutputTokens" ? "number" : "string" });
  if (random.once(2)) return { ...present, text: `r.${fact} !== undefined` };
  return { text: `r.${fact} === undefined`, ir: not(present).ir };
}
