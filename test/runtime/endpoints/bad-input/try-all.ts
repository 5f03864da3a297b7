/** Sends bodies with one thing wrong, and tells what of the answers is not in order. */
import { bodyAt, type Case } from "./cases.ts";
import { faultOf, isNear, namedPlace } from "./faults.ts";
import type { Gateway, Reply } from "./gateway.ts";
import { type Trial, trials } from "./trials.ts";

export interface Outcome {
  asked: number;
  refused: number;
  faults: string[];
}

/**
 * Each thing that can be wrong, at every provider of the case, or at one of them by turns; `step`: only each so many-th of them,
 * from `first` on.
 */
export async function tryAll(
  gateway: Gateway,
  one: Case,
  { everywhere = false, step = 1, first = 0 }: { everywhere?: boolean; step?: number; first?: number } = {},
): Promise<Outcome> {
  const outcome: Outcome = { asked: 0, refused: 0, faults: [] };
  const all = one.places.map((place) => trials(one, bodyAt(one, place)));
  for (let i = 0; ; i++) {
    const next = all.map((each) => each.next());
    if (next[0]!.done) return outcome;
    if (i % step !== first) continue;
    for (const [j, { value }] of next.entries()) {
      // Each place meets each thing that can be wrong; neighbours meet it at other providers.
      if (everywhere || (i + Math.floor(i / all.length)) % all.length === j)
        await tryOne(gateway, one, value as Trial, outcome, one.places[j]!);
    }
  }
}

async function tryOne(gateway: Gateway, one: Case, trial: Trial, outcome: Outcome, provider: string): Promise<void> {
  const before = gateway.faults.length + gateway.unreadable.length;
  const reply = await gateway.post(one.path, trial.text);
  outcome.asked++;
  const logged = gateway.faults.length + gateway.unreadable.length > before ? "a fault in the log" : undefined;
  if (reply.status >= 400) outcome.refused++;
  const fault = faultOf(reply, one.protocol) ?? logged ?? faultOfPlace(reply, one, trial);
  const said = reply.text.slice(0, 300);
  if (fault !== undefined) outcome.faults.push(`${provider}: ${trial.place} ${trial.what}: ${fault}: ${said}`);
}

/** Who is told that a thing is missing which another one asks for, is told so at the other one. */
const ofAnother = /has no (result|output)|was answered before|answers no call|names no function/;

function faultOfPlace(reply: Reply, { protocol }: Case, { place, what }: Trial): string | undefined {
  if (reply.status < 400 || ofAnother.test(reply.text)) return undefined;
  const named = namedPlace(reply, protocol);
  if (named === undefined) return "no place is named";
  if (isNear(named, place)) return undefined;
  // What a thing is says which members it must have; what stands first in a list says what the others must be.
  const decides = /\.(type|role)$/.test(place) || (/\[\d+\]$/.test(place) && what !== "missing");
  const parent = place.replace(/(\.\w+|\[\d+\])$/, "");
  return decides && isNear(named, parent) && named !== parent ? undefined : "another place is named";
}
