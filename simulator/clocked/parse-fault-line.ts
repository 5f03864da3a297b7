// A line that says what goes wrong, as people would: `some-provider down from 10s to 40s`.
import type { FaultName } from "../faults.ts";
import { durationExamples, parseDuration } from "./duration.ts";
import type { Effect, TimedFault } from "./timed-fault.ts";

/** A line that cannot be read; the message quotes what is wrong and says how it is written. */
export class FaultLineError extends Error {
  override readonly name = "FaultLineError";
}

/** What may stand in `answers …`, and the fault that it is. */
const answered: Readonly<Record<string, FaultName>> = {
  "401": "401",
  "404": "404",
  "429": "429",
  "500": "500",
  "529": "529",
  "context-length": "400-context-length",
  "content-filter": "400-content-filter",
  malformed: "malformed",
  error: "error-event",
};

interface Form {
  readonly shown: string;
  readonly about: string;
  readonly shape: RegExp;
  read(groups: Readonly<Record<string, string>>): Effect;
}

const number = String.raw`\d+(?:\.\d+)?`;
const perUnit: Readonly<Record<string, number>> = { second: 1_000, minute: 60_000, hour: 3_600_000 };

const forms: readonly Form[] = [
  { shown: "down", about: "connections are refused", shape: /^down$/, read: () => ({ kind: "down" }) },
  {
    shown: "silent",
    about: "requests are taken and never answered",
    shape: /^silent$/,
    read: () => ({ kind: "silent" }),
  },
  {
    shown: "reset",
    about: "connections are reset before an answer",
    shape: /^reset$/,
    read: () => ({ kind: "reset" }),
  },
  {
    shown: "first token ×8",
    about: "the first token comes so many times as late (`x8` is the same); `first token +3s`: so much later",
    shape: new RegExp(`^first token (?:[×x](?<times>${number})|\\+(?<plus>\\S+))$`),
    read: ({ times, plus }) => ({
      kind: "first-token",
      times: positive(times ?? "1", "a factor"),
      plus: plus ? duration(plus) : 0,
    }),
  },
  {
    shown: "speed ×0.2",
    about: "tokens come so many times as fast",
    shape: new RegExp(`^speed [×x](?<times>${number})$`),
    read: ({ times = "" }) => ({ kind: "speed", times: positive(times, "a factor") }),
  },
  {
    shown: "rate limit 60 per minute",
    about: "requests above that are refused with 429; per `second`, `minute` or `hour`",
    shape: /^rate limit (?<requests>\d+) per (?<unit>second|minute|hour)$/,
    read: ({ requests = "", unit = "" }) => ({ kind: "rate-limit", requests: Number(requests), per: perUnit[unit]! }),
  },
  { shown: "cut streams", about: "streams break inside", shape: /^cut streams$/, read: () => ({ kind: "cut" }) },
  {
    shown: "answers 500",
    about: `what comes back is an error: ${Object.keys(answered).join(", ")}`,
    shape: /^answers (?<what>\S+)$/,
    read: ({ what = "" }) => ({ kind: "answers", fault: answeredFault(what) }),
  },
];

/** The forms with what they do, one a line, for help texts. */
export const faultForms: readonly { readonly shown: string; readonly about: string }[] = forms;

/**
 * Reads `<who> <what> [<share>%] [from <time>] [to <time> | for <duration>]`. Whom it names is not looked at.
 * @throws FaultLineError
 */
export function parseFaultLine(line: string): TimedFault {
  const text = line.trim().replace(/\s+/g, " ");
  const [, who, rest = ""] = /^(\S+) (.+)$/.exec(text) ?? [];
  if (who === undefined)
    fail(text, `a fault is \`<provider> <what>\`, such as \`${forms[0]!.shown}\` behind a provider's name. ${known()}`);
  const { said, from, to } = timesOf(rest, text);
  const [, what = "", percent] = /^(.*?)(?: (\S+)%)?$/.exec(said) ?? [];
  const share = percent === undefined ? 1 : shareOf(percent, text);
  for (const { shape, read } of forms) {
    const found = shape.exec(what);
    if (found) return { who, effect: within(text, () => read(found.groups ?? {})), share, from, to, text };
  }
  return fail(text, `\`${what}\` is nothing that can happen. ${known()}`);
}

interface Times {
  /** What is left of the line. */
  readonly said: string;
  readonly from: number;
  readonly to: number;
}

function timesOf(rest: string, text: string): Times {
  const [, said = "", begin, word, end] = /^(.*?)(?: from (\S+))?(?: (to|until|for) (\S+))?$/.exec(rest) ?? [];
  const from = begin === undefined ? 0 : within(text, () => duration(begin));
  const last = end === undefined ? Number.POSITIVE_INFINITY : within(text, () => duration(end));
  const to = word === "for" ? from + last : last;
  if (to <= from) fail(text, "it ends before it begins: `to` is a time of the rehearsal, `for` a duration");
  return { said, from, to };
}

function shareOf(percent: string, text: string): number {
  const share = Number(percent) / 100;
  if (share > 0 && share <= 1) return share;
  return fail(text, `\`${percent}%\` is no share of requests: it is above 0% and at most 100%`);
}

function duration(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined) throw new FaultLineError(`\`${text}\` is no time; write ${durationExamples}`);
  return ms;
}

function positive(text: string, what: string): number {
  if (Number(text) > 0) return Number(text);
  throw new FaultLineError(`\`${text}\` is no ${what.replace(/^an? /, "")} above 0`);
}

function answeredFault(what: string): FaultName {
  if (Object.hasOwn(answered, what)) return answered[what]!;
  throw new FaultLineError(
    `\`${what}\` is nothing that can be answered; there are ${Object.keys(answered).join(", ")}`,
  );
}

/** Says in which line it was. */
function within<T>(text: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    return error instanceof FaultLineError ? fail(text, error.message) : fail(text, String(error));
  }
}

function fail(text: string, why: string): never {
  throw new FaultLineError(`the fault \`${text}\`: ${why}`);
}

function known(): string {
  return `There are ${forms.map(({ shown }) => `\`${shown}\``).join(", ")}; then a share such as \`20%\`, and \`from 10s to 40s\` or \`from 10s for 30s\`.`;
}
