/** What a running gateway tells its operator, on its own machine. */
import type * as z from "zod";
import { UsageError } from "./usage-error.ts";

/** Of a command that prints what it says, of one route where that is named. */
export const operatorOptions = {
  operator: { type: "string", default: "http://127.0.0.1:4401" },
  route: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

export const OPERATOR: string = operatorOptions.operator.default;

/** Milliseconds. */
const PATIENCE = 10_000;
/** Two hundred comparisons are far smaller. */
const MOST_BYTES = 4 * 1024 * 1024;

export interface OperatorAsked {
  /** Address of the operator's listener. */
  readonly operator: string;
  readonly path: string;
  /** What it says there, for a message that it does not. */
  readonly what: string;
}

/** Throws a `UsageError` where there is no gateway, or none of this version. */
export async function askOperator<T>({ operator, path, what }: OperatorAsked, shape: z.ZodType<T>): Promise<T> {
  if (!URL.canParse(operator) || !/^https?:$/.test(new URL(operator).protocol))
    throw new UsageError(`--operator is an address such as ${OPERATOR}, not \`${operator}\``);
  const { origin } = new URL(operator);
  const text = await fetchText(`${origin}${path}`).catch((error: unknown) => {
    throw new UsageError(
      `${origin} does not say ${what}: ${reasonOf(error)}. Name the operator's listener with --operator.`,
    );
  });
  const parsed = shape.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  throw new UsageError(
    `${origin} answers, but not as a gateway of this version does. Name the operator's listener with --operator.`,
  );
}

async function fetchText(url: string): Promise<string> {
  const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE), redirect: "error" });
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`it answers with status ${response.status}`);
  }
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of response.body ?? []) {
    pieces.push(piece);
    length += piece.length;
    if (length > MOST_BYTES) throw new Error(`its answer is over ${MOST_BYTES} bytes`);
  }
  return Buffer.concat(pieces).toString("utf8");
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "no reason is known";
  if (error.name === "TimeoutError") return `nothing came within ${PATIENCE / 1_000} s`;
  const { cause } = error;
  return cause instanceof Error && "code" in cause ? `${String(cause.code)}` : error.message;
}
