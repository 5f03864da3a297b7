/** What a request says, asks for and costs, and when, so that the facts about it fall into given cells. */
import type { Cells } from "../../regions/search/point.ts";
import type { Work } from "../../regions/search/work.ts";
import { KnownParts } from "../known-parts.ts";
import type { Part } from "../part.ts";
import { holds } from "../values/number-ranges.ts";
import type { WitnessMemory } from "../witness-memory.ts";
import type { Draft } from "./draft.ts";
import { fitContent } from "./fit-content.ts";
import { isAbout, type RequestPlan, RequestPlanner, type RequestWorld } from "./request-plan.ts";
import { textIsFine } from "./text-asks.ts";
import type { Content } from "./write-content.ts";
import { hasRoom } from "./write-messages.ts";

export interface RequestValues {
  readonly content: Content;
  /** Tokens of the content, as they were estimated. */
  readonly input: number;
  readonly stream: boolean;
  /** What the client asks for at most, in tokens. */
  readonly output: number | undefined;
  /** Answers. */
  readonly choices: number;
  readonly serviceTier: string | undefined;
  readonly at: Date;
}

/** Keeps what it has written: requests with the same content share it, and must not change it. */
export class RequestFacts {
  readonly #planner: RequestPlanner;
  readonly #memory: WitnessMemory;
  readonly #known: KnownParts<RequestValues>;

  constructor(world: RequestWorld) {
    this.#planner = new RequestPlanner(world);
    this.#memory = world.memory;
    this.#known = new KnownParts([...world.columns].flatMap(([key, column]) => (isAbout(key, column) ? [key] : [])));
  }

  /** What the request will be, before it is written. A conflict names all columns that may have to do with it. */
  plan(cells: Cells, work: Work): Part<unknown> {
    return this.#planner.plan(cells, work);
  }

  /** Other columns are not looked at. Conflicts are those of `plan`. */
  find(cells: Cells, work: Work): Part<RequestValues> {
    return this.#known.recall(cells, () => {
      const plan = this.#planner.plan(cells, work);
      return plan.kind === "values" ? this.#written(plan.values, cells, work) : plan;
    });
  }

  /** What cannot be written with so many tokens often can with some more. */
  #written(first: RequestPlan, cells: Cells, work: Work): Part<RequestValues> {
    let plan = first;
    for (let i = 0; i < TRIES; i++) {
      const content = this.#contentOf(plan);
      const { input, output, choices, at, serviceTier, wishes } = plan;
      const stream = !wishes.may("stream", false);
      if (content) return { kind: "values", values: { content, input, stream, output, choices, serviceTier, at } };
      const next = this.#planner.plan(cells, work, input + 1);
      if (next.kind !== "values") break;
      plan = next.values;
    }
    return { kind: "unknown", why: `no request was found that has ${first.input} input tokens and all else` };
  }

  #contentOf(plan: RequestPlan): Content | undefined {
    const { asks, input } = plan;
    const drafts = draftsToTry(plan);
    const key = JSON.stringify([drafts, input, asks.map(({ key, must }) => [key, must])]);
    if (this.#memory.contents.has(key)) return this.#memory.contents.get(key);
    const content = firstFitting(drafts, input, (text) => textIsFine(asks, text));
    this.#memory.contents.set(key, content);
    return content;
  }
}

function firstFitting(drafts: readonly Draft[], input: number, isFine: (text: string) => boolean): Content | undefined {
  for (const draft of drafts) {
    const content = fitContent(draft, input, isFine);
    if (content) return content;
  }
  return undefined;
}

const TRIES = 4;

/** The usual one; with a message more, where there is no room for further text; the one with the fewest tokens. */
function draftsToTry({ wishes, drafts: { natural, compact } }: RequestPlan): Draft[] {
  const longer = { ...natural, messages: natural.messages + 1 };
  const mayGrow = !hasRoom(natural) && holds(wishes.wholes("messages", 1), longer.messages);
  return mayGrow ? [natural, longer, compact] : [natural, compact];
}
