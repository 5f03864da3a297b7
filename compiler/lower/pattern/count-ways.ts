/**
 * How many runs of a backtracking matcher can be under way at one place of a text, over all texts, counting every place
 * where the search may have begun: by walking all vectors of run counts that texts can lead to. Closed under a limit it
 * is a proof, that no text has more; and a pattern that is ambiguous without bound leaves every limit behind.
 */
import { type Automaton, NoAutomaton, type Ways } from "./automaton.ts";
import { newlines } from "./characters.ts";
import { type Letter, lettersOf } from "./letters.ts";

/** Runs at one place of a text. The matcher takes at most so many steps per character, times the choices at a step. */
export const MOST_WAYS = 256;

/** Steps of this analysis, after which a pattern is too large. */
const WORK = 500_000;

/** Undefined: never more than `MOST_WAYS`. Otherwise the position that the most runs stand at. Throws `NoAutomaton`. */
export function tooManyWays(automaton: Automaton, flags: string): number | undefined {
  const lines = flags.includes("m");
  const letters = lettersOf(automaton.positions, lines ? [newlines] : []);
  if (isWithinSum(automaton, letters)) return undefined;
  const seen = new Set<string>();
  const open: State[] = [{ runs: new Map(), starts: "first" }];
  let work = 0;
  for (let state = open.pop(); state; state = open.pop()) {
    for (const letter of letters) {
      const runs = step(automaton, state, letter);
      work += runs.size + state.runs.size + 1;
      if (total(runs) > MOST_WAYS) return busiest(automaton, runs);
      if (work > WORK) throw new NoAutomaton("large", automaton.positions[busiest(automaton, runs)]!.part);
      const found =
        automaton.isEmpty || state.starts === "none" || [...runs.keys()].some((at) => automaton.last.has(at));
      const next: State = { runs, starts: found ? "none" : lines && letter.extra.has(0) ? "first" : "laterFirst" };
      const key = keyOf(next);
      if (!seen.has(key)) open.push(next);
      seen.add(key);
    }
  }
  return undefined;
}

/**
 * A bound that needs no walk over all searches together, for patterns that end within some length: the most runs that one
 * search has after 1, 2, … characters, added up. True: it is within the limit, and so is everything.
 */
function isWithinSum(automaton: Automaton, letters: readonly Letter[]): boolean {
  let sum = 0;
  let work = 0;
  let level: Ways[] = [new Map()];
  for (let starts: State["starts"] = "first"; level.length > 0; starts = "none") {
    const next = new Map<string, Ways>();
    for (const runs of level) {
      for (const letter of letters) {
        const after = step(automaton, { runs, starts }, letter);
        work += after.size + runs.size + 1;
        if (after.size > 0) next.set(keyOf({ runs: after, starts: "none" }), after);
      }
      if (work > WORK) return false;
    }
    level = [...next.values()];
    sum += Math.max(0, ...level.map(total));
    if (sum > MOST_WAYS) return false;
  }
  return true;
}

interface State {
  readonly runs: Ways;
  /** Where the search may begin anew; nowhere once a match was found. */
  readonly starts: "first" | "laterFirst" | "none";
}

function step({ follow, ...automaton }: Automaton, { runs, starts }: State, letter: Letter): Ways {
  const next = new Map<number, number>();
  const take = (ways: Ways, times: number): void => {
    for (const [to, count] of ways) {
      if (letter.positions.has(to)) next.set(to, (next.get(to) ?? 0) + count * times);
    }
  };
  if (starts !== "none") take(automaton[starts], 1);
  for (const [from, count] of runs) take(follow[from]!, count);
  return next;
}

function total(runs: Ways): number {
  let sum = 0;
  for (const count of runs.values()) sum += count;
  return sum;
}

/** Of a repetition, where there is one: the others only pass on what it makes. */
function busiest({ positions }: Automaton, runs: Ways): number {
  const rank = ([at, count]: [number, number]): number =>
    (positions[at]!.part.kind === "repeat" ? MOST_WAYS : 0) + count;
  const [[position] = [0]] = [...runs].sort((a, b) => rank(b) - rank(a));
  return position;
}

function keyOf({ runs, starts }: State): string {
  const sorted = [...runs].sort(([a], [b]) => a - b);
  return `${starts} ${sorted.map(([position, count]) => `${position}:${count}`).join()}`;
}
