/** What must hold of every request, whatever providers do: said anew from what policies promise, with nothing of the runtime's own reckoning. */
import { hedgeFaults, moneyFaults, provedFor, statesBefore } from "./hedge-faults.ts";
import type { ModelClient } from "./model-client.ts";
import type { Sent } from "./model-upstream.ts";
import type { Lived, LogLine } from "./run-world.ts";
import type { World } from "./world.ts";

/** No request has more attempts. */
const MOST = 32;
/** Milliseconds that rounding may cost. */
const EXACT = 1e-6;
/** Of the classes that a provider can show, those that a policy sends on unless it says otherwise are all but these. */
const own = ["content-filter", "bad-request"];
/** Without a word of the policy nobody waits longer to ask a target again. */
const PATIENCE = 5_000;
/** A route without `retry` has one more round. */
const roundsOf = ({ retry = { times: 1 } }: World): number => 1 + retry.times;

/** What is wrong, one line each. */
export function faultsOf(world: World, lived: Lived): string[] {
  const faults = lived.stuck ? ["a request never ends"] : [];
  if (lived.timers > 0) faults.push(`${lived.timers} timers outlive the requests`);
  for (const [i, client] of lived.clients.entries()) {
    const sent = lived.sent.filter(({ request }) => request === i);
    const one = [...answerFaults(world, client, sent), ...boundFaults(world, client, sent)];
    const line = lived.log.find(({ event, id }) => event === "request" && id === String(i));
    const tried = line?.attempts ?? [];
    if (tried.length !== sent.length) one.push(`${sent.length} attempts, of which ${tried.length} are told`);
    one.push(...endFaults(world, sent, tried));
    one.push(...errorFaults(world, { client, sent, tried, lived }));
    one.push(...moneyFaults(sent, line, provedFor(world, roundsOf(world), mayGoOn(world))));
    faults.push(...one.map((fault) => `request ${i}: ${fault}`));
  }
  return [...faults, ...hedgeFaults(world, lived), ...probeFaults(world, lived), ...stateFaults(lived.log)];
}

function answerFaults(world: World, client: ModelClient, sent: readonly Sent[]): string[] {
  const faults = [...client.faults];
  const { leaves, stream } = world.requests[Number(client.id)]!;
  if (client.endedAt === undefined && !client.gone) faults.push("it got no end");
  if (client.gone && leaves === undefined) faults.push("it did not leave");
  const speakers = new Set(client.text.match(/<\d>/g));
  if (speakers.size > 1) faults.push(`${speakers.size} targets answer it`);
  if (client.saidAt !== undefined && sent.some(({ at }) => at > client.saidAt!))
    faults.push("another target is asked when an answer has begun");
  const isWhole = sent.some((one) => one.whole && speakers.has(`<${one.target}>`));
  const isClean = stream
    ? client.text.endsWith("data: [DONE]\n\n")
    : client.status === 200 && client.endedAt !== undefined;
  if (isClean && speakers.size > 0 && !isWhole && !sent.some(({ whole }) => whole))
    faults.push("a clean end after a break");
  if (isClean && /"error":\{/.test(client.text)) faults.push("an error and a clean end");
  const end = client.endedAt;
  const over = sent.filter(({ endedAt }) => endedAt === undefined || (end !== undefined && endedAt > end + EXACT));
  if (over.length > 0) faults.push("an exchange goes on behind the answer's end");
  return faults;
}

/** Attempts, time and money. */
function boundFaults(world: World, client: ModelClient, sent: readonly Sent[]): string[] {
  const faults: string[] = [];
  const { limits, retry, targets } = world;
  const { stream } = world.requests[Number(client.id)]!;
  const rounds = roundsOf(world);
  if (sent.length > Math.min(MOST, rounds * targets.length)) faults.push(`${sent.length} attempts`);
  const end = client.began + limits.deadline;
  if ((client.endedAt ?? 0) > end + EXACT) faults.push(`it ended ${client.endedAt! - end} ms behind its deadline`);
  for (const target of targets.keys()) {
    const tries = sent.filter((one) => one.target === target);
    if (tries.length > rounds) faults.push(`target ${target} is asked ${tries.length} times`);
    for (const [i, again] of tries.slice(1).entries()) {
      const before = tries[i]!;
      if (again.at < Math.max(before.again ?? 0, before.endedAt! + (retry?.after ?? 100)) - EXACT)
        faults.push(`target ${target} is asked again too soon`);
    }
  }
  const opening = Math.min(
    limits.attempt ?? limits.deadline,
    (stream ? limits.firstToken : undefined) ?? limits.deadline,
  );
  for (const one of sent) faults.push(...timeFaults(one, { end, opening, idle: limits.idle, stream }));
  return faults;
}

const goesOn = ({ fallbackOn }: World, failure: string): boolean =>
  fallbackOn ? fallbackOn.includes(failure) : !own.includes(failure);

/** Some failure that can come before the commit goes on. */
function mayGoOn({ fallbackOn, limits }: World): boolean {
  const possible = (name: string): boolean =>
    name === "timeout-first-token" ? limits.firstToken !== undefined : name !== "timeout-idle";
  return fallbackOn === undefined || fallbackOn.some(possible);
}

interface Times {
  end: number;
  opening: number;
  idle: number;
  stream: boolean;
}

/** A silent provider is left at its limit, neither later nor, where nothing else says so, before. */
function timeFaults(one: Sent, { end, opening, idle, stream }: Times): string[] {
  const { at, saidAt, endedAt = Number.POSITIVE_INFINITY, behaviour, target } = one;
  const faults: string[] = [];
  if (endedAt > end + EXACT) faults.push(`target ${target} is held behind the deadline`);
  if (saidAt === undefined && endedAt > at + opening + EXACT)
    faults.push(`target ${target} has ${endedAt - at} ms to begin`);
  if (saidAt === undefined || !stream || behaviour.does !== "falls silent") return faults;
  const silence = endedAt - (saidAt + behaviour.texts - 1);
  if (silence > idle + EXACT) faults.push(`target ${target} is silent for ${silence} ms`);
  return faults;
}

interface Told {
  client: ModelClient;
  sent: readonly Sent[];
  tried: NonNullable<LogLine["attempts"]>;
  lived: Lived;
}

/** No error before the commit while a target was never tried, or one that is well was: unless the policy or the time says so. */
function errorFaults(world: World, { client, sent, tried, lived }: Told): string[] {
  const hasFailed = client.saidAt === undefined && client.endedAt !== undefined && !client.gone;
  if (!hasFailed || (client.status === 200 && !/"error":\{/.test(client.text))) return [];
  const { limits, targets } = world;
  if (tried.some(({ failure }) => failure !== undefined && failure !== "deadline" && !goesOn(world, failure)))
    return [];
  // Where each attempt has a limit of its own, they may use up the time of those behind them.
  if (limits.attempt !== undefined && limits.attempt * targets.length >= limits.deadline) return [];
  if (sent.length === 0 && allSaidWhen(world, client.began, lived.sent)) return [];
  const untried = [...targets.keys()].filter((target) => sent.every((one) => one.target !== target));
  const well = sent.filter(({ behaviour, aborted }) => behaviour.does === "answers" && isQuick(behaviour) && aborted);
  return [
    ...untried.map((target) => `an error, though target ${target} was never tried`),
    ...well.map(({ target }) => `an error, though target ${target} was answering`),
  ];
}

const QUICK = 5;
const isQuick = ({ first, every, texts }: { first: number; every: number; texts: number }): boolean =>
  first + every * texts <= QUICK;

/** Every provider has said that it answers nothing for longer than this request may wait. */
function allSaidWhen({ targets, retry, limits }: World, began: number, sent: readonly Sent[]): boolean {
  const patience = retry ? limits.deadline : Math.min(PATIENCE, limits.deadline);
  return [...targets.keys()].every((target) =>
    sent.some((one) => one.target === target && one.at < began && (one.again ?? 0) > began + patience),
  );
}

/** Nobody is asked behind a failure that nothing is to follow. */
function endFaults(world: World, sent: readonly Sent[], tried: NonNullable<LogLine["attempts"]>): string[] {
  return tried.flatMap(({ target, failure }, i) => {
    if (failure === undefined || failure === "deadline" || failure === "cancelled" || goesOn(world, failure)) return [];
    const before = tried.slice(0, i).filter((other) => other.target === target).length;
    const { endedAt } = sent.filter((one) => `p${one.target}/m` === target)[before] ?? {};
    const behind = sent.filter(({ at }) => endedAt !== undefined && at > endedAt + EXACT);
    return behind.map((one) => `target ${one.target} is asked behind ${failure} of ${target}`);
  });
}

/** While one request tries a target that was down, no other one comes to it that has not asked all others. */
function probeFaults(world: World, { sent, log }: Lived): string[] {
  return sent.flatMap((one, at) => {
    const before = sent.slice(0, at);
    if (before.some(({ request, target }) => request === one.request && target === one.target)) return [];
    const tries = log.filter(
      (line) => line.event === "health" && line.target === `p${one.target}/m` && line.sent <= at,
    );
    // What is written last before it is sent may be its own try.
    const isTried = lastOf(tries).some(
      ({ state, failure, sent: by }) => state === "half-open" && by < at && goesOn(world, failure!),
    );
    if (!isTried || !mayGoOn(world)) return [];
    const others = [...world.targets.keys()].filter(
      (other) => other !== one.target && before.every((each) => each.request !== one.request || each.target !== other),
    );
    const well = others.filter((other) => statesBefore(log, other, at).every((state) => state === "closed"));
    return well.map((other) => `request ${one.request}: target ${one.target} is being tried, and ${other} is well`);
  });
}

/** By scope. */
function lastOf(lines: readonly LogLine[]): LogLine[] {
  return [...new Map(lines.map((line) => [line.scope, line])).values()];
}

const legal: Readonly<Record<string, readonly string[]>> = {
  closed: ["open"],
  open: ["half-open"],
  "half-open": ["closed", "open"],
};

/** Breakers go no way that there is not. */
function stateFaults(log: readonly LogLine[]): string[] {
  const states = new Map<string, string>();
  return log.flatMap(({ event, scope, of, target, state }) => {
    if (event !== "health" || state === undefined) return [];
    const name = `${scope} ${of ?? target}`;
    const before = states.get(name) ?? "closed";
    states.set(name, state);
    return legal[before]!.includes(state) ? [] : [`${name} goes from ${before} to ${state}`];
  });
}
