/** What providers and models do with the parameters of a request, as catalog, overlay and table say it. */
import * as z from "zod";
import { chatParameters } from "./parameters/chat.ts";
import { boundNames, controlNames } from "./parameters/reserved-names.ts";

/** The values that are taken: of a number its bounds, of a list how many it may have. */
export interface ParameterRange {
  from?: number | undefined;
  to?: number | undefined;
}

/** How the client's parameters are written on the wire. */
export interface Parameters {
  /** Client's name to the name on the wire. */
  rename?: Record<string, string> | undefined;
  /** Parameters that are refused, so they are left out. */
  drop?: string[] | undefined;
  /** What is beyond is sent as the nearest value that is taken; a list is cut. */
  range?: Record<string, ParameterRange> | undefined;
  /** Of each list only the first that is said is sent: the others are refused beside it. */
  exclusive?: string[][] | undefined;
  /** Sent where nobody says it. */
  require?: Record<string, unknown> | undefined;
  /** `reasoning_content` of an assistant's message that comes without; false: none may have it. Absent: as the client says it. */
  thoughts?: string | false | undefined;
}

const listed = Object.entries(chatParameters).flatMap(([name, { spellings = [] }]) => [name, ...spellings]);

/** Nothing that counts as input, costs, bounds or multiplies the output, or chooses who answers. */
const withoutEffect = Object.entries(chatParameters).filter(
  ([, { effect, reserved }]) => effect === "none" && reserved === undefined,
);
const harmless = new Set(withoutEffect.map(([name]) => name));
const mayBeRequired = (name: string) =>
  listed.includes(name) ? harmless.has(name) : ![...controlNames, ...boundNames].includes(name);

export const parameterRange: z.ZodType<ParameterRange> = z
  .strictObject({ from: z.number().optional(), to: z.number().optional() })
  .refine(({ from, to }) => (from ?? to) !== undefined && (from ?? to!) <= (to ?? from!), "must have `from` ≤ `to`");

export const parameters: z.ZodType<Parameters> = z.strictObject({
  rename: z.record(z.string(), z.string()).optional(),
  drop: z.array(z.string()).optional(),
  range: z.record(z.string(), parameterRange).optional(),
  exclusive: z.array(z.array(z.string()).min(2)).optional(),
  require: z
    .record(
      z.string().refine(mayBeRequired, "must be a parameter without an effect on size, price or target"),
      z.unknown(),
    )
    .optional(),
  // Nobody counts what is put there, so it may hardly be anything.
  thoughts: z.union([z.string().max(1), z.literal(false)]).optional(),
});

export const zeroRetention: z.ZodType<Record<string, unknown>> = z.record(
  z
    .string()
    .refine(
      (name) => !listed.includes(name) || harmless.has(name),
      "must be a parameter without an effect on size or price",
    ),
  z.unknown(),
);
