/** Prices with everything that a provider's page may say. */
import type { Random } from "../../../agreement/random.ts";

/** USD per million tokens. */
export interface Rates {
  input?: number;
  output?: number;
  cacheRead?: number;
  cacheWrite?: number;
  cacheWrite1h?: number;
  inputAudio?: number;
  outputAudio?: number;
  reasoning?: number;
}

export interface Price extends Rates {
  tiers?: (Rates & { above: number })[];
  scheduled?: (Rates & { from: string })[];
  serviceTiers?: Record<string, Rates>;
  offPeak?: Rates & { peakHoursUtc: string[] };
}

export function randomPrice(random: Random, now: Date): Price {
  const input = random.pick([0.5, 1, 2.5, 4]);
  const output = random.pick([2, 8, 15]);
  return {
    input,
    output,
    // What is heard and spoken has a price: without one no cost of it is known, and nothing of costs is proved.
    inputAudio: input,
    outputAudio: output,
    ...seldom(random, 3, () => ({ cacheRead: input / 10 })),
    ...seldom(random, 4, () => ({ cacheWrite: input * 1.25, ...(random.once(2) && { cacheWrite1h: input * 2 }) })),
    ...seldom(random, 6, () => ({ reasoning: output * 1.5 })),
    ...seldom(random, 6, () => ({ inputAudio: input * 8, outputAudio: output * 6 })),
    ...seldom(random, 5, () => ({
      tiers: [{ above: random.pick([100, 300, 1_000]), input: input * 2, output: output * 1.5 }],
    })),
    ...seldom(random, 5, () => ({ serviceTiers: randomServiceTiers(input, output) })),
    ...seldom(random, 8, () => ({
      scheduled: [{ from: dayOf(now, random.integer(3) - 1), input: input * 1.5, output }],
    })),
    ...seldom(random, 5, () => ({
      offPeak: { input: input / 4, output: output / 4, peakHoursUtc: [randomPeak(random)] },
    })),
  };
}

function seldom(random: Random, times: number, make: () => Price): Price {
  return random.once(times) ? make() : {};
}

function randomServiceTiers(input: number, output: number): Record<string, Rates> {
  return { priority: { input: input * 2, output: output * 2 }, flex: { input: input / 2, output: output / 2 } };
}

/** Over midnight as often as not. */
function randomPeak(random: Random): string {
  const hour = () => String(random.integer(24)).padStart(2, "0");
  const from = `${hour()}:${random.pick(["00", "30"])}`;
  const to = `${hour()}:15`;
  return `${random.pick(["Mon-Sun", "Mon-Fri", "Sat-Sun", "Wed"])} ${from}-${to}`;
}

function dayOf(now: Date, later: number): string {
  return new Date(now.getTime() + later * 86_400_000).toISOString().slice(0, 10);
}
