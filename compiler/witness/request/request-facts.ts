/** What a request says, asks for and costs, and when, so that the facts about it fall into given cells. */
import type { InputTokens } from "../../../semantics/tokens/input-tokens.ts";
import { MOST_TOKENS_PER_BYTE } from "../../../semantics/tokens/token-sum.ts";
import type { Cells } from "../../regions/search/point.ts";
import type { Work } from "../../regions/search/work.ts";
import type { Inputs } from "../cost/token-space.ts";
import { KnownParts } from "../known-parts.ts";
import type { Part } from "../part.ts";
import { holds, type WholeRange } from "../values/number-ranges.ts";
import type { WitnessMemory } from "../witness-memory.ts";
import type { Draft } from "./draft.ts";
import { fitContent, type Written } from "./fit-content.ts";
import { MOST_PARTS } from "./known-limits.ts";
import { type Apart, isAbout, type RequestPlan, RequestPlanner, type RequestWorld } from "./request-plan.ts";
import { type SentParameters, sentParameters } from "./sent-parameters.ts";
import { textIsFine } from "./text-asks.ts";
import type { Content } from "./write-content.ts";
import { hasRoom } from "./write-messages.ts";

export interface RequestValues {
  readonly content: Content;
  /** Of the content. */
  readonly tokens: InputTokens;
  /** Answers that the client asks for. */
  readonly choices: number;
  readonly stream: boolean;
  /** What the client asks for at most, in tokens. */
  readonly output: number | undefined;
  readonly serviceTier: string | undefined;
  /** They count no tokens. */
  readonly parameters: SentParameters;
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

  /** What cannot be written with so many tokens often can with some more, or at another time. */
  #written(first: RequestPlan, cells: Cells, work: Work): Part<RequestValues> {
    for (let skip = 0; skip < WAYS; skip++) {
      let next = skip === 0 ? first : this.#other(cells, work, { least: 0, skip });
      if (!next) break;
      for (let i = 0; next && i < (skip === 0 ? TRIES : 1); i++) {
        const written = this.#writtenBy(next, work);
        const { output, at, serviceTier, choices, wishes } = next;
        const stream = !wishes.may("stream", false);
        const parameters = sentParameters(wishes) ?? {};
        const asked = { stream, output, serviceTier, choices, at, parameters };
        if (written) return { kind: "values", values: { ...written, ...asked } };
        const { least, most }: WholeRange = next.inputs.expected;
        // Of a wide range all sizes were tried.
        next = most - least < NARROW ? this.#other(cells, work, { least: least + 1, skip }) : undefined;
      }
    }
    return { kind: "unknown", why: `no request was found that has ${spelled(first.inputs)} and all else` };
  }

  #other(cells: Cells, work: Work, apart: Apart): RequestPlan | undefined {
    const plan = this.#planner.plan(cells, work, apart);
    return plan.kind === "values" ? plan.values : undefined;
  }

  #writtenBy(plan: RequestPlan, work: Work): Written | undefined {
    const { asks, inputs, usual } = plan;
    const drafts = draftsToTry(plan);
    const key = JSON.stringify([drafts, inputs, usual, plan.textBytes, asks.map(({ key, must }) => [key, must])]);
    if (this.#memory.contents.has(key)) return this.#memory.contents.get(key);
    const written = firstFitting(drafts, plan, (text) => textIsFine(asks, text), work);
    this.#memory.contents.set(key, written);
    return written;
  }
}

function firstFitting(
  drafts: readonly Draft[],
  { inputs, usual, textBytes }: RequestPlan,
  isFine: (text: string) => boolean,
  work: Work,
): Written | undefined {
  for (const draft of drafts) {
    const written = fitContent(draft, inputs, usual, isFine, { textBytes, work });
    if (written) return written;
  }
  return undefined;
}

function spelled({ expected, upper }: Inputs): string {
  const range = ({ least, most }: WholeRange) => (least === most ? `${least}` : `${least} to ${most}`);
  return `${range(expected)} input tokens, at most ${range(upper)}`;
}

const WAYS = 4;
const NARROW = 16;
const TRIES = 4;

/** The usual one; with a message more, where there is no room for further text; the one with the fewest tokens; with more in it. */
function draftsToTry(plan: RequestPlan): Draft[] {
  const { wishes, drafts } = plan;
  const { natural, compact } = drafts;
  const longer = { ...natural, messages: natural.messages + 1 };
  const mayGrow = !hasRoom(natural) && holds(wishes.wholes("messages", 1), longer.messages);
  return [
    ...(mayGrow ? [natural, longer, compact] : [natural, compact]),
    ...withTool(plan),
    ...withMessages(plan),
    ...withFiles(plan),
  ];
}

/** That there are tools has more of `upper` for a token than any text. */
function withTool({ wishes, drafts: { compact }, inputs: { upper } }: RequestPlan): Draft[] {
  const isOf = compact.tools === 0 && upper.least > UPPER_OF_TOOLS && wishes.may("needs.tools", true);
  return isOf && holds(wishes.wholes("tools", 1), 1) ? [{ ...compact, tools: 1 }] : [];
}

/** As semantics/tokens counts that there are tools. */
const UPPER_OF_TOOLS = 700;

/** Of what has room in any request messages have the most of `hard` beside their texts. */
function withMessages({ wishes, drafts: { compact }, inputs: { hard }, textBytes }: RequestPlan): Draft[] {
  const lack = hard.least - textBytes * MOST_TOKENS_PER_BYTE;
  const messages = compact.messages + Math.ceil(lack / HARD_OF_MESSAGE);
  const isOf = lack > 0 && messages <= MOST_PARTS && holds(wishes.wholes("messages", 1), messages);
  return isOf ? [{ ...compact, messages }] : [];
}

/** As semantics/tokens counts what stands around a message. */
const HARD_OF_MESSAGE = 50;

/** Hardly anything has more of `upper` and `hard` than documents of many small pages. */
function withFiles({ wishes, drafts: { compact }, inputs: { upper, hard } }: RequestPlan): Draft[] {
  if (!wishes.may("needs.pdf", true)) return [];
  const pages = [upper.least, Math.min(upper.most, (upper.least + upper.most) / 2)].map(
    (tokens) => tokens / FILE.upper,
  );
  const sizes = [...pages.map((count) => (Math.floor(count) - 1) * FILE.bytes), (hard.least / FILE.hard) * FILE.bytes];
  return [...new Set(sizes.map(Math.floor))]
    .filter((size) => size > 0 && size <= MOST_FILE)
    .map((fileBytes) => ({ ...compact, pdf: true, fileBytes }));
}

/** As semantics/tokens counts a document: the pages of `upper`, and what `hard` makes of their bytes. */
const FILE = { bytes: 5_000, upper: 8_000, hard: 1_600_000 };
/** Beyond it nothing is counted further. */
const MOST_FILE = 5_000_000;
