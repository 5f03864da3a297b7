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
  throw new UsageError(`${name} is ${choices.map((candidate) => `\`${candidate}\``).join(" or ")}, not \`${text}\``);
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
    throw new UsageError(error.message);
  }
}
