/** What a key carries, from the command line. */
import type { KeyRecord } from "../../runtime/state/keys.ts";
import { MOST_PRIORITY } from "../../schemas/priority.ts";
import { patternFault } from "../../semantics/target-patterns.ts";
import { momentToCome } from "../moments.ts";
import { networks } from "../networks-option.ts";
import { DEFAULT_STATE } from "../state-place.ts";
import { UsageError } from "../usage-error.ts";

export const carried = {
  team: { type: "string" },
  env: { type: "string" },
  tags: { type: "string" },
  routes: { type: "string" },
  targets: { type: "string" },
  addresses: { type: "string" },
  direct: { type: "boolean", default: false },
  expires: { type: "string" },
  priority: { type: "string" },
} as const;

type Carried = { readonly [name in keyof typeof carried]?: string | boolean };

/** Throws a `UsageError` that names the option and what is wrong with it. `now` in milliseconds since 1970. */
export function carriedOf(values: Carried, now: number): Omit<KeyRecord, "id" | "hash"> {
  const text = (name: keyof Carried): string | undefined => values[name] as string | undefined;
  const routes = list("routes", text("routes"));
  const targets = list("targets", text("targets"));
  for (const pattern of targets ?? []) {
    const fault = patternFault(pattern);
    if (fault !== undefined) throw new UsageError(`--targets: ${fault}`);
  }
  const addresses = networks("--addresses", text("addresses"));
  const expires = momentToCome("--expires", text("expires"), now);
  const [team, env] = (["team", "env"] as const).map((name) => named(name, text(name)));
  const priority = rank(text("priority"));
  return {
    ...(team !== undefined && { team }),
    ...(env !== undefined && { env }),
    tags: list("tags", text("tags")) ?? [],
    ...(routes && { routes }),
    ...(targets && { targets }),
    ...(addresses && { addresses }),
    ...(values.direct === true && { direct: true }),
    ...(expires !== undefined && { expires }),
    ...(priority !== undefined && { priority }),
  };
}

/** As rules compare it, and logs show it. */
export function named(option: string, text: string | undefined): string | undefined {
  if (text === undefined || /^[^\s,]([^\n\r\t,]{0,98}[^\s,])?$/u.test(text)) return text;
  throw new UsageError(`--${option} is a name of at most 100 signs without commas, not \`${text}\``);
}

function list(option: string, text: string | undefined): string[] | undefined {
  const all = text?.split(",").map((one) => one.trim());
  if (all?.some((one) => one === ""))
    throw new UsageError(`--${option} is a list with commas between, not \`${text}\``);
  return all;
}

function rank(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
  if (Math.abs(value) <= MOST_PRIORITY) return value;
  throw new UsageError(`--priority is a whole number from -${MOST_PRIORITY} to ${MOST_PRIORITY}, not \`${text}\``);
}

interface TextOption {
  readonly type: "string";
  readonly default: string;
}

/** Of every command about keys. */
export const placed: Readonly<Record<"state" | "format", TextOption>> = {
  state: { type: "string", default: DEFAULT_STATE },
  format: { type: "string", default: "table" },
};
