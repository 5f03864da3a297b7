/** What must hold of hedges and of money, said anew from what policies promise. */
import type { Sent } from "./model-upstream.ts";
import type { Lived, LogLine } from "./run-world.ts";
import { counted, MOST_OUTPUT, priceOf, type World } from "./world.ts";

/** Milliseconds that rounding may cost. */
const EXACT = 1e-6;
/** A route that says no share has this one. */
const USUAL_SHARE = 0.05;
/** Bytes of each request's body, and so more than any count of its tokens. */
const MOST_INPUT = 120;

/** One that began while another one of its request was being asked. */
interface Beside {
  readonly sent: Sent;
  readonly first: Sent;
  /** Its place among all that were sent. */
  readonly at: number;
}

/** What is wrong, one line each. */
export function hedgeFaults(world: World, lived: Lived): string[] {
  const faults: string[] = [];
  const beside = lived.sent.flatMap((sent, at): Beside[] => {
    const others = lived.sent.slice(0, at).filter((other) => other.request === sent.request && isOpen(other, sent.at));
    if (others.length > 1) faults.push(`request ${sent.request}: three targets are asked at once`);
    return others.length > 0 ? [{ sent, first: others[0]!, at }] : [];
  });
  if (beside.length > 0 && !world.hedge) return [...faults, "two targets are asked at once without a hedge"];
  for (const [i, one] of beside.entries()) {
    const fault = earlyOrDown(world, one, lived.log) ?? aboveShare(world, one.sent.at, i + 1);
    if (fault !== undefined)
      faults.push(`request ${one.sent.request}: the hedge at target ${one.sent.target} ${fault}`);
  }
  return [...faults, ...beside.flatMap(({ sent, first }) => wonFaults(world, lived, [first, sent]))];
}

function isOpen({ endedAt = Number.POSITIVE_INFINITY }: Sent, at: number): boolean {
  return endedAt > at;
}

function earlyOrDown({ hedge }: World, { sent, first, at }: Beside, log: readonly LogLine[]): string | undefined {
  if (sent.at < first.at + (hedge?.after ?? 0) - EXACT) return `begins after ${sent.at - first.at} ms`;
  const states = statesBefore(log, sent.target, at);
  return states.some((state) => state !== "closed") ? `begins though its breakers are ${states.join(", ")}` : undefined;
}

function aboveShare({ hedge, requests }: World, now: number, hedges: number): string | undefined {
  const come = requests.filter(({ at }) => at <= now).length;
  return hedges > (hedge?.most ?? USUAL_SHARE) * come + EXACT ? `is the ${hedges}th of ${come} requests` : undefined;
}

/** The first that says something useful answers. */
function wonFaults({ requests }: World, { clients }: Lived, [one, other]: readonly [Sent, Sent]): string[] {
  const client = clients[one.request]!;
  if (!requests[one.request]!.stream || client.saidAt === undefined) return [];
  const spoke = [one, other].filter(({ target }) => client.text.includes(`<${target}>`));
  const earlier = [one, other].find(({ saidAt }) => saidAt !== undefined && saidAt < client.saidAt! - EXACT);
  return spoke.length === 1 && earlier && earlier !== spoke[0]
    ? [`request ${one.request}: target ${spoke[0]!.target} answers, though ${earlier.target} was quicker`]
    : [];
}

/** Of the target, its account and its host, which are its own in these worlds; when so many attempts had been sent. */
export function statesBefore(log: readonly LogLine[], target: number, sent: number): string[] {
  const states = new Map<string, string>();
  for (const { event, scope, target: of, state, sent: by } of log)
    if (event === "health" && of === `p${target}/m` && by <= sent) states.set(scope!, state!);
  return [...states.values()];
}

/** USD that one attempt can cost at most. */
function mostOf(target: number): number {
  const { input, output } = priceOf(target);
  return (input * MOST_INPUT + output * MOST_OUTPUT) / 1e6;
}

/** What a request has cost is what its answer is billed with, and for each that was broken off no more than it can be. */
export function moneyFaults(sent: readonly Sent[], line: LogLine | undefined, proved: number): string[] {
  const faults: string[] = [];
  const most = sent.reduce((sum, { target }) => sum + mostOf(target), 0);
  if (most > proved + EXACT) faults.push(`it may cost ${most}, and ${proved} is proved`);
  if (line?.costUsd === undefined) return faults;
  const { costUsd, unsettledUsd = 0, target } = line;
  if (costUsd > most + EXACT) faults.push(`it costs ${costUsd}, and its attempts ${most} at most`);
  const { input, output } = priceOf(Number(/^p(\d+)/.exec(target!)![1]));
  const bill = (input * counted.prompt_tokens + output * counted.completion_tokens) / 1e6;
  if (Math.abs(costUsd - unsettledUsd - bill) > EXACT) faults.push(`${costUsd} less ${unsettledUsd} is not ${bill}`);
  const lost = line.attempts!.some(({ failure }) => failure === "cancelled");
  if (lost !== unsettledUsd > 0) faults.push(`of a loser ${unsettledUsd} is counted`);
  return faults;
}

/** USD: every target in every round; where no failure goes on, the first and with a hedge another one. */
export function provedFor({ targets, hedge }: World, rounds: number, goesOn: boolean): number {
  const each = [...targets.keys()].map(mostOf);
  if (goesOn) return rounds * each.reduce((sum, cost) => sum + cost, 0);
  return each[0]! + (hedge && hedge.most !== 0 ? Math.max(0, ...each.slice(1)) : 0);
}
