import { type Characters, single, union, wordCharacters } from "../../lower/pattern/characters.ts";
import { type PatternNode, Unsupported } from "../../lower/pattern/node.ts";
import { pairsOf, within } from "./code-units.ts";
import type { Assertion, Nfa, NfaState } from "./nfa.ts";
import { readPattern } from "./read-pattern.ts";
import type { TextPredicate } from "./text-question.ts";

/** Accepts exactly the texts for which the predicate holds; undefined when that cannot be told, or is too large. */
export function nfaOf(predicate: TextPredicate): Nfa | undefined {
  if (!known.has(predicate)) known.set(predicate, build(predicate));
  return known.get(predicate);
}

const known = new WeakMap<TextPredicate, Nfa | undefined>();

function build({ method, argument }: TextPredicate): Nfa | undefined {
  try {
    if (method === "matches") return patternNfa(argument);
    const builder = new NfaBuilder("", "");
    let next = builder.accept();
    if (method === "endsWith" || method === "equals") next = builder.assert("text-end", next);
    for (let i = argument.length - 1; i >= 0; i -= 1) next = builder.take(single(argument.charCodeAt(i)), next);
    if (method === "startsWith" || method === "equals") next = builder.assert("text-start", next);
    return builder.nfa(next, wordCharacters);
  } catch (error) {
    if (error instanceof Unsupported || error instanceof TooLarge || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function patternNfa(argument: string): Nfa | undefined {
  const pattern = readPattern(argument);
  if (pattern === undefined) return undefined;
  const { node, source, flags } = pattern;
  const builder = new NfaBuilder(source, flags);
  const start = builder.build(node, builder.accept());
  const folded = flags.includes("i") && flags.includes("u");
  const words = folded ? union(wordCharacters, single(0x17f), single(0x212a)) : wordCharacters;
  return builder.nfa(start, words);
}

class TooLarge extends Error {}

/** Of states, and of parts with their repetitions written out. */
const MOST_STATES = 20_000;

/** Builds from the end: each part is given the state that follows it. */
class NfaBuilder {
  readonly #states: NfaState[] = [];
  readonly #sets: Characters[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #source: string;
  readonly #flags: string;
  #parts = 0;

  constructor(source: string, flags: string) {
    this.#source = source;
    this.#flags = flags;
  }

  nfa(start: number, words: Characters): Nfa {
    return { states: this.#states, sets: this.#sets, start, words };
  }

  accept(): number {
    return this.#add({ kind: "accept" });
  }

  assert(assertion: Assertion, next: number): number {
    return this.#add({ kind: "assert", assertion, next });
  }

  take(set: Characters, next: number): number {
    const key = set.join(";");
    const number = this.#numbers.get(key) ?? this.#sets.push(set) - 1;
    this.#numbers.set(key, number);
    return this.#add({ kind: "take", set: number, next });
  }

  build(node: PatternNode, next: number): number {
    // Counted as well because `(?:){99999}` has no states.
    this.#parts += 1;
    if (this.#parts > MOST_STATES) throw new TooLarge();
    switch (node.kind) {
      case "characters":
        return this.#characters(node.set, next);
      case "assertion":
        return this.assert(this.#assertion(node), next);
      case "sequence":
        return node.of.reduceRight((after, part) => this.build(part, after), next);
      case "choice":
        return this.#add({ kind: "split", next: node.of.map((part) => this.build(part, next)) });
      case "repeat":
        return this.#repeat(node, next);
    }
    return node satisfies never;
  }

  #repeat({ of, min, max }: PatternNode & { kind: "repeat" }, next: number): number {
    let start = next;
    if (max === Number.POSITIVE_INFINITY) {
      const ways = [next];
      start = this.#add({ kind: "split", next: ways });
      ways.push(this.build(of, start));
    }
    if (Number.isFinite(max)) {
      for (let i = min; i < max; i += 1) start = this.#add({ kind: "split", next: [next, this.build(of, start)] });
    }
    for (let i = 0; i < min; i += 1) start = this.build(of, start);
    return start;
  }

  #characters(set: Characters, next: number): number {
    if (!this.#flags.includes("u")) return this.take(set, next);
    const ways = [this.take(union(within(set, 0, 0xd7ff), within(set, 0xe000, 0xffff)), next)];
    const [lead, trail] = [within(set, 0xd800, 0xdbff), within(set, 0xdc00, 0xdfff)];
    if (lead.length > 0) ways.push(this.take(lead, this.assert("whole-character", next)));
    // The search may begin within a pair, as that of Node does: `\B` holds there.
    if (trail.length > 0) ways.push(this.assert("whole-character", this.take(trail, next)));
    for (const pair of pairsOf(set)) ways.push(this.take(pair.leads, this.take(pair.trails, next)));
    return ways.length === 1 ? ways[0]! : this.#add({ kind: "split", next: ways });
  }

  #assertion({ start, end, isStart }: PatternNode & { kind: "assertion" }): Assertion {
    const lines = this.#flags.includes("m");
    if (isStart) return lines ? "line-start" : "text-start";
    const written = this.#source.slice(start, end);
    if (written === "$") return lines ? "line-end" : "text-end";
    return written === "\\b" ? "word-edge" : "no-word-edge";
  }

  #add(state: NfaState): number {
    if (this.#states.length >= MOST_STATES) throw new TooLarge();
    return this.#states.push(state) - 1;
  }
}
