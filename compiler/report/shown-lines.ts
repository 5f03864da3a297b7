/** The request that shows a finding, and what happens to it, in a few lines. */
import type { State } from "../../schemas/state.ts";
import type { Witness, WitnessKey } from "../../schemas/witness.ts";
import type { TraceStep } from "../diagnostics/define.ts";
import { position } from "../source.ts";
import { printable } from "./glyphs.ts";
import { shortJson } from "./short-json.ts";

/** Columns, where nothing narrower is asked for. */
const WIDTH = 96;
const BODY_LINES = 7;
const STATE_LINES = 3;
/** Steps shown of a longer trace, at its two ends. */
const ENDS = 3;
/** What the key of a request is called when nothing is asked of it. */
const USUAL_KEY = "demo";

/** The body, declared headers, who asks and when, and how things stand, as far as anything is said of it. In so many columns, if it fits. */
export function requestLines({ request, headers = {}, key, at, state }: Witness, columns: number = WIDTH): string[] {
  const said = saidOf(state);
  const width = Math.min(columns, WIDTH);
  return [
    ...shortJson(request, width, BODY_LINES),
    ...Object.entries(headers).map(([name, value]) => printable(`${name}: ${value}`)),
    [`at ${timeOf(at)}`, ...keyOf(key)].join(", "),
    ...(said ? shortJson(said, width, STATE_LINES).map((line, i) => `${i === 0 ? "state " : "      "}${line}`) : []),
  ];
}

/** Numbered, each with its place. */
export function traceLines(trace: readonly TraceStep[]): string[] {
  const lines = trace.map(({ text, span }, i) => {
    const place = span ? ` (${span.file.name}:${position(span.file, span.start).line})` : "";
    return printable(`${i + 1}. ${text}${place}`);
  });
  const hidden = lines.length - 2 * ENDS;
  if (hidden < 2) return lines;
  return [...lines.slice(0, ENDS), `… ${hidden} further steps`, ...lines.slice(-ENDS)];
}

/** Seconds only where there are any. */
function timeOf(at: string): string {
  const time = new Date(at).toISOString();
  return `${time.slice(0, 10)} ${time.slice(11, -1).replace(/(:00)?\.000$/, "")} UTC`;
}

function keyOf({ id, team, env, tags }: WitnessKey): string[] {
  const said = [
    ...(id === USUAL_KEY ? [] : [`id ${JSON.stringify(id)}`]),
    ...(team === undefined ? [] : [`team ${JSON.stringify(team)}`]),
    ...(env === undefined ? [] : [`env ${JSON.stringify(env)}`]),
    ...(tags.length === 0 ? [] : [`tags ${tags.map((tag) => JSON.stringify(tag)).join(" ")}`]),
  ];
  return said.length === 0 ? [] : [printable(`key: ${said.join(", ")}`)];
}

function saidOf(state: State): object | undefined {
  const said = Object.entries(state).filter(([, by]) => by !== undefined && Object.keys(by).length > 0);
  return said.length === 0 ? undefined : Object.fromEntries(said);
}
