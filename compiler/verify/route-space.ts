/**
 * The requests of one route, and which rule takes which: answers whether there is a request that a place decides and for
 * which something more holds. What is found to be shown is replayed before it is answered.
 */
import type { Witness } from "../../schemas/witness.ts";
import { conditionKey } from "../lower/condition-key.ts";
import type { Condition, Route } from "../lower/ir.ts";
import { defined } from "../lower/read.ts";
import { admissionOf } from "../plan/admission.ts";
import type { Costs } from "../plan/cost-term.ts";
import { type Box, intersect } from "../regions/box.ts";
import { BoxTexts } from "../regions/box-text.ts";
import { boxesOf } from "../regions/boxes.ts";
import { columnsOf } from "../regions/columns.ts";
import { mergeColumns, Refinement } from "../regions/refine.ts";
import { BoxIndex } from "../regions/search/box-index.ts";
import { findPoint } from "../regions/search/find-point.ts";
import type { Columns } from "../regions/search/point.ts";
import { Work } from "../regions/search/work.ts";
import { WitnessTheory } from "../witness/theory.ts";
import { hashOf, type Memory } from "./memory.ts";
import { costsKey, neverKey } from "./never.ts";
import type { Question } from "./question.ts";
import { replay } from "./replay.ts";
import type { Verdict } from "./verdict.ts";
import { type Finer, QUESTION_WORK, type VerifySession } from "./verify-session.ts";

const noCosts: Costs = new Map();

/** Why nothing can be said of a route. */
export const TOO_LARGE = "a condition of the route is too large";

/** Points that nothing is known of, before a brief question is given up. */
const BRIEFLY = 4;

export class RouteSpace {
  readonly route: Route;
  /** Equal keys let in the same requests. */
  readonly admissionKey: string;
  readonly #session: VerifySession;
  /** Among the session's. */
  readonly #number: number;
  readonly #columns: Columns;
  readonly #admitted: Box;
  /** By rule; undefined when one has too many boxes. */
  readonly #boxes: readonly (readonly Box[])[] | undefined;
  readonly #all: readonly Box[];
  readonly #ruleOf: readonly number[];
  readonly #index: BoxIndex;
  readonly #theory: WitnessTheory;
  readonly #texts: BoxTexts;
  readonly #ruleKeys = new Map<number, string>();
  readonly #overlaps = new Map<number, readonly number[]>();
  #remembered = 0;
  readonly #firstBox: readonly number[];

  constructor(session: VerifySession, route: Route) {
    this.route = route;
    this.#session = session;
    this.#number = session.spaces++;
    const admission = admissionOf(session.policy, route);
    this.admissionKey = conditionKey(admission);
    this.#columns = columnsOf([...route.rules.map(({ when }) => when), admission]);
    this.#admitted = onlyBox(admission, this.#columns);
    this.#boxes = boxesByRule(route, this.#columns);
    this.#all = this.#boxes?.flat() ?? [];
    this.#ruleOf = this.#boxes?.flatMap((boxes, rule) => boxes.map(() => rule)) ?? [];
    this.#firstBox = firstBoxes(this.#boxes ?? []);
    this.#index = new BoxIndex(this.#all, this.#columns);
    this.#theory = this.#newTheory(this.#columns, noCosts);
    this.#texts = new BoxTexts(this.#columns);
  }

  /** The rule's condition as boxes: none when no cells meet it. */
  boxes(rule: number): readonly Box[] {
    return this.#boxes?.[rule] ?? [];
  }

  get columns(): Columns {
    return this.#columns;
  }

  get memory(): Memory {
    return this.#session.memory;
  }

  /** Equal keys are conditions that hold for the same requests, whatever else the policy says. */
  ruleKey(rule: number): string {
    const known = this.#ruleKeys.get(rule);
    if (known !== undefined) return known;
    const key = hashOf(this.boxes(rule).map((box) => this.#texts.of(box)));
    this.#ruleKeys.set(rule, key);
    return key;
  }

  /** The rules before one that could take requests of its condition. */
  overlappingBefore(rule: number): number[] {
    return this.#overlapping(rule).filter((other) => other < rule);
  }

  /** Rules behind `rule` that could take requests of its condition. */
  overlappingAfter(rule: number): number[] {
    return this.#overlapping(rule).filter((other) => other > rule);
  }

  #overlapping(rule: number): readonly number[] {
    const known = this.#overlaps.get(rule);
    if (known) return known;
    const rules = new Set<number>();
    for (const box of this.boxes(rule)) {
      for (const other of this.#index.overlapping(box, this.#all.length)) rules.add(this.#ruleOf[other]!);
    }
    const found = [...rules].sort((a, b) => a - b);
    this.#remembered += found.length;
    if (this.#remembered <= REMEMBERED) this.#overlaps.set(rule, found);
    return found;
  }

  /** A request that the place decides and for which the question's conditions hold. */
  find(question: Question): Verdict {
    const key = neverKey(this.route, this.admissionKey, question);
    if (key !== undefined && this.#session.never.get(key)) return { kind: "none", by: "solver", rules: [] };
    const verdict = this.#answer(question, this.#session.share.part(QUESTION_WORK));
    if (verdict.kind === "undecided" && !question.brief) this.#session.givenUp.push(verdict.why);
    if (key !== undefined && verdict.kind === "none" && verdict.by === "solver") this.#askWhetherNever(key, question);
    return verdict;
  }

  /** Whether what one place excludes is excluded at all places. */
  #askWhetherNever(key: string, { extra, outside, costs }: Question): void {
    const { never, share } = this.#session;
    if (never.get(key) !== undefined) return;
    const anywhere = this.#answer(
      { rule: "otherwise", alone: true, ...defined({ extra, outside, costs }) },
      share.part(QUESTION_WORK),
    );
    never.set(key, anywhere.kind === "none");
  }

  /** The request for a question that is known to have one, whatever has been spent since. */
  findAgain(question: Question): Witness | undefined {
    const verdict = this.#answer(question, new Work(QUESTION_WORK));
    return verdict.kind === "found" ? verdict.witness : undefined;
  }

  #answer(question: Question, work: Work): Verdict {
    if (!this.#boxes) return { kind: "undecided", why: TOO_LARGE };
    if (work.isSpent) return { kind: "undecided", why: "the work allowed for it is spent" };
    const asked = question.extra ? this.#refined(question.extra, question) : this.#plain();
    if (!asked) return { kind: "undecided", why: "the question has too many parts" };
    const rules = new Set<number>();
    let by: "empty" | "cover" | "solver" = "empty";
    let undecided: string | undefined;
    for (const inside of this.#insides(question, asked)) {
      const taken = this.#takenBefore(question, asked.refinement.toCoarse(inside));
      const before = taken.map((box) => asked.refinement.toFine(this.#all[box]!));
      const outside = [...before, ...asked.outside];
      const points = { columns: asked.refinement.fine, inside, outside, theory: asked.theory };
      const ends = { anyReasons: !question.reasons, ...(question.brief && { unknownLimit: BRIEFLY }) };
      const answer = findPoint({ ...points, ...ends }, work);
      if (answer.kind === "found") {
        const problem = replay(this.#session.policy, this.route, question, answer.value);
        if (!problem) return { kind: "found", witness: answer.value };
        undecided = problem;
      } else if (answer.kind === "undecided") undecided = answer.why;
      else {
        by = by === "solver" ? by : answer.by;
        for (const i of answer.outside) if (i < taken.length) rules.add(this.#ruleOf[taken[i]!]!);
      }
    }
    if (undecided !== undefined) return { kind: "undecided", why: undecided };
    return { kind: "none", by, rules: [...rules].sort((a, b) => a - b) };
  }

  #plain(): Asked {
    return {
      refinement: new Refinement(this.#columns, this.#columns),
      theory: this.#theory,
      extras: [new Map()],
      outside: [],
    };
  }

  #refined(extra: Condition, { outside = [], costs = noCosts }: Question): Asked | undefined {
    const { refinement, theory } = this.#finer(columnsOf([extra, ...outside]), costs);
    const [expanded, ...others] = [extra, ...outside].map((condition) => boxesOf(condition, refinement.fine));
    if (!expanded || expanded.tooLarge) return undefined;
    const left: Box[] = [];
    for (const other of others) {
      if (other.tooLarge) return undefined;
      left.push(...other.boxes);
    }
    return { refinement, theory, extras: expanded.boxes, outside: left };
  }

  /** Questions with the same columns and costs share what was found out about them. */
  #finer(asked: Columns, costs: Costs): Finer {
    const key = JSON.stringify([this.#number, [...asked], costsKey(costs)]);
    return this.#session.finer.get(key, () => {
      const fine = mergeColumns(this.#columns, asked);
      const isPlain = fine === this.#columns && costs.size === 0;
      const theory = isPlain ? this.#theory : this.#newTheory(fine, costs);
      return { refinement: new Refinement(this.#columns, fine), theory };
    });
  }

  /** Where requests of the question are, the rules before it apart. */
  #insides({ rule, also }: Question, { refinement, extras }: Asked): Box[] {
    const own = this.#both(rule === "otherwise" ? [new Map()] : this.boxes(rule), also);
    return own.flatMap((box) => {
      const within = intersect(refinement.toFine(box), refinement.toFine(this.#admitted));
      return within ? extras.flatMap((extra) => intersect(within, extra) ?? []) : [];
    });
  }

  #both(own: readonly Box[], also: number | undefined): readonly Box[] {
    if (also === undefined) return own;
    return own.flatMap((box) => this.boxes(also).flatMap((other) => intersect(box, other) ?? []));
  }

  /** The boxes of the rules that come before, as far as they matter in the region. */
  #takenBefore({ rule, without, alone }: Question, region: Box): number[] {
    if (alone) return [];
    const before = rule === "otherwise" ? this.#all.length : this.#firstBox[rule]!;
    return this.#index.overlapping(region, before).filter((box) => this.#ruleOf[box] !== without);
  }

  #newTheory(columns: Columns, costs: Costs): WitnessTheory {
    const { policy, today, witnesses: memory } = this.#session;
    return new WitnessTheory({ policy, route: this.route, columns, costs, today, memory });
  }
}

/** Overlapping rules of all rules that are remembered; the others are looked for anew each time. */
const REMEMBERED = 2_000_000;

interface Asked extends Finer {
  readonly extras: readonly Box[];
  /** Left out, whatever the rules. */
  readonly outside: readonly Box[];
}

function firstBoxes(boxes: readonly (readonly Box[])[]): number[] {
  let next = 0;
  return boxes.map(({ length }) => {
    next += length;
    return next - length;
  });
}

function onlyBox(condition: Condition, columns: Columns): Box {
  const expanded = boxesOf(condition, columns);
  return expanded.tooLarge ? new Map() : (expanded.boxes[0] ?? new Map());
}

function boxesByRule(route: Route, columns: Columns): (readonly Box[])[] | undefined {
  const found: (readonly Box[])[] = [];
  for (const { when } of route.rules) {
    const expanded = boxesOf(when, columns);
    if (expanded.tooLarge) return undefined;
    found.push(expanded.boxes);
  }
  return found;
}
