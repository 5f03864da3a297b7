import type { ShadowsReport } from "../schemas/shadows.ts";
import { shadows } from "../schemas/shadows.ts";
import { readArguments } from "./arguments.ts";
import type { Command } from "./command.ts";
import { shadowReport } from "./shadow-report.ts";
import { UsageError } from "./usage-error.ts";

const OPERATOR = "http://127.0.0.1:4401";

export const shadow: Command = {
  help: `pointsman shadow [options]

Says how the shadows of a running gateway compare with what answers: how often they answer at all, how often their answers end
alike and call the same tools, who keeps to the form that was asked for, and by how much they are quicker, longer and dearer. The
figures begin with the process. They are read from the operator's listener, which is open on its own machine alone.

  --operator  the operator's address; default ${OPERATOR}
  --route     one route alone
  --json      the figures as JSON`,

  async run(args, terminal) {
    const { values } = readArguments(args, options);
    const report = await fetchReport(values.operator);
    const { route } = values;
    const chosen = { ...report, shadows: report.shadows.filter((one) => route === undefined || one.route === route) };
    terminal.out(values.json ? JSON.stringify(chosen, undefined, 2) : shadowReport(chosen));
    return 0;
  },
};

const options = {
  operator: { type: "string", default: OPERATOR },
  route: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

/** Milliseconds. */
const PATIENCE = 10_000;
/** Two hundred comparisons are far smaller. */
const MOST_BYTES = 4 * 1024 * 1024;

async function fetchReport(operator: string): Promise<ShadowsReport> {
  if (!URL.canParse(operator) || !/^https?:$/.test(new URL(operator).protocol))
    throw new UsageError(`--operator is an address such as ${OPERATOR}, not \`${operator}\``);
  const { origin } = new URL(operator);
  const text = await fetchText(`${origin}/shadows`).catch((error: unknown) => {
    throw new UsageError(
      `${origin} does not say how shadows compare: ${reasonOf(error)}. Name the operator's listener with --operator.`,
    );
  });
  const parsed = shadows.safeParse(jsonOf(text));
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
