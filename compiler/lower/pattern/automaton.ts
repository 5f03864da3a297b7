/**
 * A pattern as positions: one per place that takes a character, bounded repetitions written out. A run of a
 * backtracking matcher is a path of positions, so the ways to step from one to the next are counted, not only whether
 * there is one: nested or adjacent repetitions show as two ways.
 */
import type { Characters } from "./characters.ts";
import type { Pattern, PatternNode } from "./node.ts";

/** By position, how many ways. */
export type Ways = ReadonlyMap<number, number>;

export interface Position {
  readonly set: Characters;
  /** The repetition around it that matters most, or its own place. */
  readonly part: PatternNode;
}

export interface Automaton {
  readonly positions: readonly Position[];
  /** By position. */
  readonly follow: readonly Map<number, number>[];
  /** Where a match may begin, at the start of the text (or of a line, with the flag `m`). */
  readonly first: Ways;
  /** And anywhere else: `^` fails. */
  readonly laterFirst: Ways;
  /** Where a match is complete; empty where that depends on more than the position. */
  readonly last: ReadonlySet<number>;
  /** The empty text matches, wherever it is. */
  readonly isEmpty: boolean;
}

/** Thrown where a repetition has a body that may be empty, or where the pattern is too large. */
export class NoAutomaton extends Error {
  readonly why: "empty" | "large";
  readonly part: PatternNode;

  constructor(why: "empty" | "large", part: PatternNode) {
    super(why);
    this.why = why;
    this.part = part;
  }
}

const POSITIONS = 2_000;
const STEPS = 50_000;
const MOST = 1_000_000;

interface Fragment {
  first: Ways;
  laterFirst: Ways;
  last: Ways;
  /** Ways to match nothing, at the start and elsewhere; assertions but `^` are taken to hold. */
  empty: number;
  laterEmpty: number;
}

const none: Ways = new Map();
const nothing: Fragment = { first: none, laterFirst: none, last: none, empty: 1, laterEmpty: 1 };

/** Throws `NoAutomaton`. */
export function automatonOf({ node, exact }: Pattern, flags: string): Automaton {
  const builder = new Builder(flags.includes("m"));
  const { first, laterFirst, last, laterEmpty } = builder.build(node, undefined);
  const certain = exact && !builder.asserts;
  return {
    positions: builder.positions,
    follow: builder.follow,
    first,
    laterFirst,
    last: new Set(certain ? last.keys() : []),
    isEmpty: certain && laterEmpty > 0,
  };
}

class Builder {
  readonly positions: Position[] = [];
  readonly follow: Map<number, number>[] = [];
  /** Something else than a `^` that can be told from the place alone is asserted. */
  asserts = false;
  readonly #multiline: boolean;
  #steps = 0;

  constructor(multiline: boolean) {
    this.#multiline = multiline;
  }

  build(node: PatternNode, part: PatternNode | undefined): Fragment {
    switch (node.kind) {
      case "characters":
        return this.#position(node.set, part ?? node);
      case "assertion":
        this.asserts ||= !node.isStart || this.#multiline;
        return { ...nothing, laterEmpty: node.isStart ? 0 : 1 };
      case "sequence":
        return node.of.reduce<Fragment>((before, next) => this.#sequence(before, this.build(next, part)), nothing);
      case "choice":
        return node.of.map((each) => this.build(each, part)).reduce(choice);
      case "repeat":
        return this.#repeat(node, part?.kind === "repeat" && part.max > node.max ? part : node);
    }
    return node satisfies never;
  }

  #position(set: Characters, part: PatternNode): Fragment {
    if (this.positions.length >= POSITIONS) throw new NoAutomaton("large", part);
    this.positions.push({ set, part });
    this.follow.push(new Map());
    const here: Ways = new Map([[this.positions.length - 1, 1]]);
    return { first: here, laterFirst: here, last: here, empty: 0, laterEmpty: 0 };
  }

  #repeat({ of, min, max }: PatternNode & { kind: "repeat" }, part: PatternNode): Fragment {
    const once = (): Fragment => {
      const body = this.build(of, part);
      if (body.empty > 0) throw new NoAutomaton("empty", part);
      return body;
    };
    let whole = nothing;
    const loops = max === Number.POSITIVE_INFINITY;
    for (let i = 0; i < (loops ? Math.max(min - 1, 0) : min); i++) whole = this.#sequence(whole, once());
    if (loops) {
      const body = once();
      this.#connect(body.last, this.#within(body), part);
      return this.#sequence(whole, min === 0 ? optional(body) : body);
    }
    let rest = nothing;
    for (let i = min; i < max; i++) rest = optional(this.#sequence(once(), rest));
    return this.#sequence(whole, rest);
  }

  #sequence(before: Fragment, after: Fragment): Fragment {
    this.#connect(before.last, this.#within(after), undefined);
    const emptyWithin = this.#multiline ? after.empty : after.laterEmpty;
    return {
      first: add(before.first, after.first, before.empty),
      laterFirst: add(before.laterFirst, after.laterFirst, before.laterEmpty),
      last: add(after.last, before.last, emptyWithin),
      empty: Math.min(before.empty * after.empty, MOST),
      laterEmpty: Math.min(before.laterEmpty * after.laterEmpty, MOST),
    };
  }

  /** Behind a character a `^` fails, unless lines count. */
  #within(fragment: Fragment): Ways {
    return this.#multiline ? fragment.first : fragment.laterFirst;
  }

  #connect(last: Ways, first: Ways, part: PatternNode | undefined): void {
    this.#steps += last.size * first.size;
    for (const [from, ways] of last) {
      if (this.#steps > STEPS) throw new NoAutomaton("large", part ?? this.positions[from]!.part);
      this.follow[from] = new Map(add(this.follow[from]!, first, ways));
    }
  }
}

function choice(a: Fragment, b: Fragment): Fragment {
  return {
    first: add(a.first, b.first, 1),
    laterFirst: add(a.laterFirst, b.laterFirst, 1),
    last: add(a.last, b.last, 1),
    empty: Math.min(a.empty + b.empty, MOST),
    laterEmpty: Math.min(a.laterEmpty + b.laterEmpty, MOST),
  };
}

function optional(fragment: Fragment): Fragment {
  return { ...fragment, empty: fragment.empty + 1, laterEmpty: fragment.laterEmpty + 1 };
}

function add(to: Ways, more: Ways, times: number): Ways {
  if (times === 0 || more.size === 0) return to;
  const sum = new Map(to);
  for (const [position, ways] of more) sum.set(position, Math.min((sum.get(position) ?? 0) + ways * times, MOST));
  return sum;
}
