/** The messages, tools and formats of requests, with every number of tokens that matters. */

import { inputTokensOf } from "../../semantics/tokens/input-tokens.ts";
import type { PartOfRequest } from "./all-requests.ts";
import { type Body, type BodyPlan, bodyWith, dearBody, tokenBounds } from "./bodies.ts";
import { cellsBetween, type NumberCell, wholeEnds } from "./cells.ts";
import { tierThresholds } from "./costs.ts";
import { entryOf } from "./invented-targets.ts";
import type { Mentions } from "./mentions.ts";
import { answersOf, distinctBy, freeStrings, type Pooled } from "./string-pool.ts";

export interface PolicyMax {
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  readonly choices?: number;
}

/** Undefined where it would take the least body of a kind to tell whether a number of tokens can be. */
export function bodyParts(
  mentions: Mentions,
  max: PolicyMax,
  parameters: readonly PartOfRequest[],
): PartOfRequest[] | undefined {
  const cells = tokenCells(mentions, max, parameters);
  const found: PartOfRequest[] = [];
  for (const plan of bodyPlans(mentions)) {
    const bodies = sizes(plan, cells, mentions.costs);
    if (bodies === undefined) return undefined;
    found.push(...bodies.map((body) => ({ body })));
    if (mentions.targets.size > 0) found.push(...dearBodies(plan, max).map((body) => ({ body })));
  }
  return found;
}

/** Bodies of the plan in each of the cells. */
function sizes(plan: BodyPlan, cells: readonly NumberCell[], bothEnds: boolean): Body[] | undefined {
  const { least, reached } = tokenBounds(plan);
  const bodies: Body[] = [];
  for (const cell of cells) {
    if (cell.to <= least) continue;
    if (cell.to <= reached) return undefined;
    const from = Math.max(cell.from, reached);
    for (const tokens of bothEnds ? wholeEnds({ from, to: cell.to }, 5) : [from]) {
      const body = bodyWith(plan, tokens, reached);
      if (body === undefined) return undefined;
      bodies.push(body);
    }
  }
  return bodies;
}

/** Texts that count a lot by the figure that costs and windows go by: as much as the route lets in, and less. */
function dearBodies(plan: BodyPlan, { inputTokens = 1_000 }: PolicyMax): Body[] {
  const found = [RATIO * inputTokens - 2, RATIO * inputTokens * 0.6].map((upper) => dearBody(plan, upper));
  return found.filter((body) => inputTokensOf(body).expected <= inputTokens);
}

const RATIO = 4;

/** Larger requests than the policy allows are none. */
function tokenCells(mentions: Mentions, max: PolicyMax, parameters: readonly PartOfRequest[]): NumberCell[] {
  const cuts = new Set(mentions.cuts.get("inputTokens"));
  for (const id of mentions.targets) {
    const { model } = entryOf(id);
    cuts.add((model.maxInput ?? model.context) + 1);
    if (mentions.costs) for (const { above } of model.price?.tiers ?? []) cuts.add(above + 1);
  }
  for (const threshold of tierThresholds(mentions, max, parameters)) cuts.add(threshold);
  return cellsBetween(cuts, 0, (max.inputTokens ?? Number.POSITIVE_INFINITY) + 1);
}

function* bodyPlans(mentions: Mentions): Generator<BodyPlan> {
  const lacking = [...mentions.targets].flatMap((id) => Object.entries(entryOf(id).model.caps ?? {}));
  const needed = new Set([...lacking.filter(([, can]) => !can).map(([name]) => `needs.${name}`), ...mentions.flags]);
  const cells = (fact: string, least: number, ...also: number[]) =>
    cellsBetween([...(mentions.cuts.get(fact) ?? []), ...also], least);
  const images = cells("images", 0, ...(needed.has("needs.vision") ? [1] : [])).map(({ from }) => from);
  const tools = toolChoices(cells("tools", 0), needed.has("needs.tools"));
  const formats: BodyPlan["format"][] = [
    "none",
    ...(needed.has("needs.jsonMode") ? ["json_object" as const] : []),
    ...(needed.has("needs.jsonSchema") ? ["json_schema" as const] : []),
  ];
  const files = needed.has("needs.pdf") ? [false, true] : [false];
  for (const { messages, turns } of conversations(mentions)) {
    for (const text of textsOf(mentions, turns)) {
      for (const image of images) {
        for (const tool of tools) {
          for (const format of formats) {
            for (const file of files) yield { messages, turns, text, images: image, ...tool, format, file };
          }
        }
      }
    }
  }
}

function toolChoices(cells: readonly NumberCell[], isNeedAsked: boolean): { tools: number; calls: boolean }[] {
  return cells.flatMap(({ from, to }) => {
    if (from > 0) return [{ tools: from, calls: false }];
    const none = { tools: 0, calls: false };
    if (!isNeedAsked) return [none];
    // Tools that are offered, too, where the number of them is the same to the policy.
    return to > 1 ? [none, { tools: 1, calls: false }] : [none, { tools: 0, calls: true }];
  });
}

/** The fewest messages for each pair of cells. A text needs a turn. */
function conversations(mentions: Mentions): { messages: number; turns: number }[] {
  const isTurnAsked = mentions.cuts.has("turns");
  const messageCells = cellsBetween(mentions.cuts.get("messages") ?? [], 1);
  const turnCells = isTurnAsked ? cellsBetween(mentions.cuts.get("turns")!, 0) : [{ from: 1, to: 2 }];
  return messageCells.flatMap((cell) =>
    turnCells.flatMap(({ from, to }) => {
      const turns = from === 0 && to > 1 ? [0, 1] : [from];
      return turns.flatMap((count) => {
        const messages = Math.max(cell.from, count, 1);
        return messages < cell.to ? [{ messages, turns: count }] : [];
      });
    }),
  );
}

/** Without a user there is no text. */
function textsOf({ text, patterns }: Mentions, turns: number): Pooled[] {
  const none = { head: "", tail: "" };
  const isAsked = text.includes.size + text.starts.size + text.ends.size + patterns.size > 0;
  if (turns === 0 || !isAsked) return [none];
  const asked = [...patterns.values()];
  const pooled = freeStrings(text, asked.map(({ example }) => example)); // biome-ignore format: one line
  return distinctBy([none, ...pooled], ({ head, tail }) => {
    const value = head + tail;
    return answersOf(value, text) + asked.map(({ pattern }) => pattern.test(value)).join();
  });
}
