/** Neutral request → body of the second chat API. */

import type { TableTarget } from "../../../schemas/table.ts";
import type { Failure } from "../../failures.ts";
import { onlyAsBytes } from "../../operations/chat/only-as-bytes.ts";
import type { ChatRequest } from "../../operations/chat/request.ts";
import { thinkingBudget } from "../../operations/chat/signed-thinking.ts";
import { toolNames } from "../../operations/chat/tool-names.ts";
import type { Dialect, WireRequest } from "../dialect.ts";
import { fitParameters, sentOtherwise } from "../parameters.ts";
import { leftOut } from "../places.ts";
import { stopTexts } from "../stop-texts.ts";
import { writeFormat } from "./format.ts";
import { places } from "./parameters.ts";
import { nameRule, writeTools } from "./tools.ts";
import { writeTurns } from "./turns.ts";

type Body = Record<string, unknown>;

interface Written {
  body: Body;
  dropped: string[];
}

const notOffered = leftOut(places);

/** Tokens. What a budget for thinking is taken from where no limit is known. */
const USUAL_LIMIT = 4096;

export const request: Dialect["request"] = (asked, target): WireRequest | Failure => {
  const beyond = onlyAsBytes(asked);
  if (beyond !== undefined) return beyond;
  const drop = target.parameters.drop ?? [];
  const { request: kept, dropped, changed } = fitParameters(asked, target, { dialect: "cohere", notOffered });
  const names = toolNames(kept, nameRule);
  const written = writeTurns(kept, names);
  if ("class" in written) return written;
  const { messages, documents } = written;
  const tools = writeTools(kept, names, drop);
  const format = writeFormat(kept.format, "tools" in tools.body);
  if (format.instruction !== undefined) {
    const head = messages.findIndex(({ role }) => role !== "system");
    messages.splice(head, 0, { role: "system", content: format.instruction });
  }
  const limit =
    kept.maxOutputTokens === undefined ? undefined : Math.min(kept.maxOutputTokens, target.maxOutput ?? target.context);
  const sampled = sampling(kept);
  const thought = thinking(kept, target, limit ?? target.maxOutput ?? USUAL_LIMIT);
  const body: Body = {
    model: target.model,
    messages,
    ...(documents.length === 0 ? {} : { documents }),
    ...tools.body,
    ...format.body,
    ...(limit === undefined ? {} : { max_tokens: limit }),
    ...sampled.body,
    ...thought.body,
    stream: kept.stream,
  };
  const isInWords = format.instruction !== undefined && (kept.format?.kind === "json-schema" || tools.body.tools);
  const others = [...changed, ...sampled.changed, ...(isInWords ? ["response_format"] : [])];
  const lost = [...new Set([...dropped, ...tools.dropped, ...sampled.dropped, ...thought.dropped])];
  return { body, dropped: lost, ...sentOtherwise(others, lost) };
};

function sampling({
  temperature,
  topP,
  topK,
  seed,
  presencePenalty,
  frequencyPenalty,
  stop = [],
}: ChatRequest): Written & { changed: string[] } {
  const texts = stopTexts(stop, (text) => text !== "");
  const body: Body = {
    temperature,
    p: topP,
    k: topK,
    seed,
    presence_penalty: presencePenalty,
    frequency_penalty: frequencyPenalty,
    stop_sequences: texts.taken.length === 0 ? undefined : texts.taken,
  };
  return {
    body: Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)),
    dropped: texts.dropped,
    changed: texts.changed,
  };
}

/** Only where the catalog says that the model thinks, by the place of its budget. */
function thinking(
  { reasoningEffort: effort, reasoningBudget }: ChatRequest,
  { parameters }: TableTarget,
  limit: number,
): Written {
  if (effort === undefined) return { body: {}, dropped: [] };
  const isKnown = parameters.rename?.reasoning_effort === "thinking.token_budget";
  if (isKnown && effort === "none") return { body: { thinking: { type: "disabled" } }, dropped: [] };
  const budget = isKnown ? (reasoningBudget ?? thinkingBudget(effort, limit)) : undefined;
  if (budget === undefined) return { body: {}, dropped: ["reasoning_effort"] };
  return { body: { thinking: { type: "enabled", token_budget: Math.max(1, budget) } }, dropped: [] };
}
