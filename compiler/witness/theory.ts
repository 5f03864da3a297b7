/** Which points of facts are requests: makes one, whole and read back, or says which facts exclude each other. */
import type { State } from "../../schemas/state.ts";
import type { Witness } from "../../schemas/witness.ts";
import { mostTextBytes } from "../../semantics/tokens/most-text-bytes.ts";
import type { PolicyIr, Route } from "../lower/ir.ts";
import { addedTo } from "../plan/added-to.ts";
import type { Costs } from "../plan/cost-term.ts";
import { reachable } from "../plan/order.ts";
import { placePlan } from "../plan/place-plan.ts";
import { rulePlaces } from "../plan/rule-places.ts";
import type { Box } from "../regions/box.ts";
import { allCells } from "../regions/columns.ts";
import type { Cells, Columns, Realised, Theory } from "../regions/search/point.ts";
import { Work } from "../regions/search/work.ts";
import { fewestKeys } from "./fewest-keys.ts";
import type { Part } from "./part.ts";
import { WitnessFacts } from "./read-back.ts";
import { knownBoxes } from "./request/known-boxes.ts";
import { RequestFacts, type RequestValues } from "./request/request-facts.ts";
import { weekdayColumn } from "./request/times.ts";
import { isAmong } from "./state/cell-of.ts";
import { stateFacts } from "./state/state-facts.ts";
import { type StringValues, type StringWorld, stringFacts } from "./strings/string-facts.ts";
import { WitnessMemory } from "./witness-memory.ts";

export interface WitnessWorld {
  readonly policy: PolicyIr;
  readonly route: Route;
  readonly columns: Columns;
  /** By target id. */
  readonly costs: Costs;
  /** YYYY-MM-DD: witnesses stand on this day or later. */
  readonly today: string;
  readonly work?: Work;
  /** May be shared by theories about the same policy. */
  readonly memory?: WitnessMemory;
}

/** Steps that one point may take. */
const POINT_WORK = 200_000;

export class WitnessTheory implements Theory<Witness> {
  readonly impossible: Box[];
  readonly #world: WitnessWorld;
  readonly #work: Work;
  readonly #request: RequestFacts;
  readonly #strings: StringWorld;
  /** Keys of columns that ask for the day of the week. */
  readonly #weekdays: readonly string[];

  constructor(world: WitnessWorld) {
    const { columns, costs, policy, today, route, memory = new WitnessMemory() } = world;
    this.#world = world;
    this.#work = world.work ?? new Work(Number.POSITIVE_INFINITY);
    this.#request = new RequestFacts({
      columns,
      costs,
      textBytes: mostTextBytes(route.max),
      addedBytes: addedBytes(policy, route),
      today: new Date(`${today}T00:00:00Z`),
      memory,
    });
    const routeNames = policy.routes.map(({ name }) => name);
    this.#strings = { columns, metadata: policy.metadata, route: route.name, routeNames };
    this.#weekdays = [...columns].flatMap(([key, column]) => (weekdayColumn(key, column, 0n) ? [key] : []));
    this.impossible = knownBoxes(columns, this.#strings, memory);
  }

  /** Witnesses may share their messages: they are not to be changed. */
  realise(cells: Cells): Realised<Witness> {
    const { columns, policy } = this.#world;
    const work = this.#work.part(POINT_WORK);
    const strings = this.#part(cells, (some) => stringFacts(this.#strings, this.#withoutWeekday(some), work));
    if (strings.kind === "conflict") return this.#impossible(strings.keys, cells);
    const state = this.#part(cells, (some) => stateFacts(columns, policy.budgets, some));
    if (state.kind === "conflict") return this.#impossible(state.keys, cells);
    const request = this.#part(
      cells,
      (some) => this.#request.find(some, work),
      (some) => this.#request.plan(some, work),
    );
    if (request.kind === "conflict") return this.#impossible(request.keys, cells);
    for (const part of [strings, state, request]) if (part.kind === "unknown") return part;
    return this.#readBack(cells, valuesOf(request), witnessOf(valuesOf(strings), valuesOf(state), valuesOf(request)));
  }

  /** `plan` finds the same conflicts with less work. */
  #part<T>(cells: Cells, find: (cells: Cells) => Part<T>, plan: (cells: Cells) => Part<unknown> = find): Part<T> {
    const part = find(cells);
    return part.kind === "conflict" ? { ...part, keys: fewestKeys(part.keys, cells, plan) } : part;
  }

  /** The day of the week is chosen with the time. */
  #withoutWeekday(cells: Cells): Cells {
    if (!this.#weekdays.some((key) => cells.has(key))) return cells;
    return new Map([...cells].filter(([key]) => !this.#weekdays.includes(key)));
  }

  #impossible(keys: readonly string[], cells: Cells): Realised<never> {
    const { columns } = this.#world;
    const asked = keys.filter((key) => cells.get(key) !== undefined && cells.get(key) !== allCells(columns.get(key)!));
    const box: Box = new Map(asked.sort().map((key) => [key, cells.get(key)!]));
    this.impossible.push(box);
    return { kind: "impossible", box };
  }

  #readBack(cells: Cells, { tokens }: RequestValues, witness: Witness): Realised<Witness> {
    const { columns, costs, route } = this.#world;
    const facts = new WitnessFacts(witness, route.name, costs, tokens);
    for (const [key, allowed] of cells) {
      const column = columns.get(key);
      if (column && !isAmong(allowed, column, facts.read(column))) {
        return { kind: "unknown", why: `no request was found for what is asked of \`${column.fact}\`` };
      }
    }
    return { kind: "real", value: witness };
  }
}

/** The most that any place adds and still lets a request in. */
function addedBytes(policy: PolicyIr, route: Route): number {
  const known = added.get(route) ?? newAddedBytes(policy, route);
  added.set(route, known);
  return known;
}

const added = new WeakMap<Route, number>();

function newAddedBytes(policy: PolicyIr, route: Route): number {
  const most = mostTextBytes(route.max) ?? Number.POSITIVE_INFINITY;
  const all = rulePlaces(route).flatMap((rule) => {
    const { terms, order } = placePlan(policy, route, rule);
    return [...(order ? reachable(order).values() : [])].map((target) => addedTo(target, terms).textBytes);
  });
  return Math.max(0, ...all.filter((bytes) => bytes <= most));
}

function valuesOf<T>(part: Part<T>): T {
  if (part.kind === "values") return part.values;
  throw new Error("The part has no values.");
}

function witnessOf(strings: StringValues, state: State, request: RequestValues): Witness {
  const { content, stream, output, serviceTier, choices, parameters, at } = request;
  const hasHeaders = Object.keys(strings.headers).length > 0;
  const hasMetadata = Object.keys(strings.metadata).length > 0;
  return {
    format: "pointsman-witness",
    version: 1,
    ...(strings.endpoint !== undefined && strings.endpoint !== "chat" && { endpoint: strings.endpoint }),
    request: {
      model: strings.model,
      ...content,
      ...(stream && { stream }),
      ...(choices > 1 && { n: choices }),
      ...(output !== undefined && { max_completion_tokens: output }),
      ...(serviceTier !== undefined && { service_tier: serviceTier }),
      ...parameters,
      ...(hasMetadata && { metadata: { ...strings.metadata } }),
    },
    ...(hasHeaders && { headers: { ...strings.headers } }),
    key: strings.key,
    at: at.toISOString().replace(".000Z", "Z"),
    state,
  };
}
