import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import { UsageError } from "./usage-error.ts";

/** Throws a `UsageError` unless there are exactly `names.length` arguments beside the options. */
export function readArguments<const O extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: O,
  names: readonly string[] = [],
): { values: ReturnType<typeof parseArgs<{ options: O }>>["values"]; positionals: string[] } {
  const { values, positionals } = parsed(args, options);
  const missing = names[positionals.length];
  if (missing) throw new UsageError(`${missing} is missing`);
  const further = positionals[names.length];
  if (further !== undefined) throw new UsageError(`\`${further}\` is one argument too many`);
  return { values, positionals };
}

/** Any number of arguments beside the options. */
export function readWords<const O extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: O,
): { values: ReturnType<typeof parseArgs<{ options: O }>>["values"]; positionals: string[] } {
  return parsed(args, options);
}

/** A whole number from `min` to `max`, or undefined when the option is not given. */
export function wholeNumber(name: string, text: string | undefined, min: number, max: number): number | undefined {
  if (text === undefined) return undefined;
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (number >= min && number <= max) return number;
  throw new UsageError(`${name} is a whole number from ${min} to ${max}, not \`${text}\``);
}

/** Days, as `400d`; undefined when the option is not given. */
export function days(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const [, number] = /^(\d{1,5})d$/.exec(text) ?? [];
  if (number !== undefined && Number(number) > 0) return Number(number);
  throw new UsageError(`${name} is a number of days such as 400d, not \`${text}\``);
}

const binary = { KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 } as const;

/** Bytes, as `512MiB`; undefined when the option is not given. */
export function bytes(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const [, number, unit = ""] = /^(\d{1,6})(KiB|MiB|GiB)$/.exec(text) ?? [];
  if (number !== undefined && Number(number) > 0) return Number(number) * binary[unit as keyof typeof binary];
  throw new UsageError(`${name} is a number of KiB, MiB or GiB such as 512MiB, not \`${text}\``);
}

export function oneOf<const T extends string>(name: string, text: string, choices: readonly T[]): T {
  const choice = choices.find((candidate) => candidate === text);
  if (choice !== undefined) return choice;
  const message = `${name} is ${choices.map((candidate) => `\`${candidate}\``).join(" or ")}, not \`${text}\``;
  throw new UsageError(message, { wrong: text, known: choices });
}

/** The first word behind a command that has commands of its own. */
export function unknownVerb(command: string, verb: string | undefined, known: readonly string[]): UsageError {
  const list = `${known
    .slice(0, -1)
    .map((name) => `\`${name}\``)
    .join(", ")} or \`${known.at(-1)}\``;
  if (verb === undefined) return new UsageError(`say what \`${command}\` is to do: ${list}`);
  return new UsageError(`\`${command}\` has ${list}, and no \`${verb}\``, { wrong: verb, known });
}

function parsed<const O extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: O,
): ReturnType<typeof parseArgs<{ options: O; allowPositionals: true }>> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (!code.startsWith("ERR_PARSE_ARGS") || !(error instanceof Error)) throw error;
    throw misread(error.message, options);
  }
}

/** Node's complaint in our words. */
function misread(message: string, options: ParseArgsOptionsConfig): UsageError {
  const known = Object.keys(options).map((name) => `--${name}`);
  const wrong = /^Unknown option '(-[^']*)'/.exec(message)?.[1];
  if (wrong !== undefined) return new UsageError(`there is no option \`${wrong}\``, { wrong, known });
  const [, named = "", fault = ""] = /^Option '(?:-\w, )?(--[^' ]+)[^']*' (.*)/s.exec(message) ?? [];
  if (fault.startsWith("does not take an argument")) return new UsageError(`${named} takes no value`);
  if (fault.startsWith("argument missing")) return new UsageError(`${named} needs a value`);
  if (fault.startsWith("argument is ambiguous"))
    return new UsageError(`${named} needs a value; one that begins with \`-\` is written ${named}=-…`);
  return new UsageError(message);
}
