/** Neutral request → Converse body. The model and whether the answer is streamed stand in the URL. */

import type { Failure } from "../../failures.ts";
import { closedSchema } from "../../operations/chat/closed-schema.ts";
import { onlyAsBytes } from "../../operations/chat/only-as-bytes.ts";
import type { ChatRequest } from "../../operations/chat/request.ts";
import { toolNames } from "../../operations/chat/tool-names.ts";
import type { Dialect, WireRequest } from "../dialect.ts";
import { fitParameters, sentOtherwise } from "../parameters.ts";
import { leftOut } from "../places.ts";
import { isNoBlank, stopTexts } from "../stop-texts.ts";
import { writeEffort } from "./effort.ts";
import { type ModelFamily, modelFamily } from "./model-family.ts";
import { places } from "./parameters.ts";
import { placed } from "./placed.ts";
import { mayCall, NO_CALLS, nameRule, writeTools } from "./tools.ts";
import { writeTurns } from "./turns.ts";
import type { WireRequestBody } from "./wire.ts";

const notOffered = leftOut(places);

/** Tokens. What a budget for thinking is taken from where no limit is known. */
const USUAL_LIMIT = 4096;

export const request: Dialect["request"] = (asked, target): WireRequest | Failure => {
  const beyond = onlyAsBytes(asked);
  if (beyond !== undefined) return beyond;
  const drop = target.parameters.drop ?? [];
  const { request: kept, dropped, changed } = fitParameters(asked, target, { dialect: "bedrock-converse", notOffered });
  const family = modelFamily(target);
  const names = toolNames(kept, nameRule);
  const written = writeTurns(kept, family, names);
  if ("class" in written) return written;
  const { system, turns, calledTools } = written;
  const tools = writeTools(kept, calledTools, names, { family, drop });
  const isForbiddenInWords = tools.config !== undefined && !mayCall(kept);
  if (isForbiddenInWords) system.push({ text: NO_CALLS });
  const limit = outputLimit(kept, target, family.signs);
  const effort = writeEffort(kept, family, limit ?? USUAL_LIMIT);
  const sampled = sampling(kept, family, effort.excludesSampling);
  const inferenceConfig = { ...(limit === undefined ? {} : { maxTokens: limit }), ...sampled.config };
  const betas = family.signs && kept.betas?.length ? { anthropic_beta: kept.betas } : {};
  const fields = { ...effort.fields, ...sampled.fields, ...tools.fields, ...betas };
  const body: WireRequestBody = {
    messages: turns,
    ...(system.length === 0 ? {} : { system }),
    ...(isEmpty(inferenceConfig) ? {} : { inferenceConfig }),
    ...(tools.config && { toolConfig: tools.config }),
    ...(isEmpty(fields) ? {} : { additionalModelRequestFields: fields }),
    ...stopPath(sampled.config.stopSequences, family),
    ...format(kept.format),
  };
  const inWords = [
    ...(kept.format?.kind === "json" ? ["response_format"] : []),
    ...(isForbiddenInWords && kept.toolChoice === "none" ? ["tool_choice"] : []),
  ];
  const lost = [...new Set([...dropped, ...tools.dropped, ...effort.dropped, ...sampled.dropped])];
  return { body: { ...body }, dropped: lost, ...sentOtherwise([...changed, ...sampled.changed, ...inWords], lost) };
};

/** Models that sign take the smallest of limits where they are told none. */
function outputLimit(
  { maxOutputTokens }: ChatRequest,
  { maxOutput, context }: { maxOutput?: number | undefined; context: number },
  isNeeded: boolean,
): number | undefined {
  const limit = maxOutputTokens ?? (isNeeded ? maxOutput : undefined);
  return limit === undefined ? undefined : Math.max(1, Math.min(limit, maxOutput ?? context));
}

interface Sampling {
  config: Omit<NonNullable<WireRequestBody["inferenceConfig"]>, "maxTokens">;
  fields: Record<string, unknown>;
  dropped: string[];
  changed: string[];
}

/** Models that sign take no sampling while they think, and one of temperature and top_p. */
function sampling(
  { temperature, topP, topK, stop }: ChatRequest,
  { signs, topK: place }: ModelFamily,
  isExcluded: boolean,
): Sampling {
  const config: Sampling["config"] = {};
  const fields: Record<string, unknown> = {};
  const dropped: string[] = [];
  if (temperature !== undefined) {
    if (isExcluded) dropped.push("temperature");
    else config.temperature = temperature;
  }
  if (topP !== undefined) {
    if (isExcluded || (signs && temperature !== undefined)) dropped.push("top_p");
    else config.topP = topP;
  }
  if (topK !== undefined) {
    if (isExcluded || place === undefined) dropped.push("top_k");
    else Object.assign(fields, placed(place, topK));
  }
  const texts = stopTexts(stop, isNoBlank);
  if (texts.taken.length > 0) config.stopSequences = texts.taken;
  return { config, fields, dropped: [...dropped, ...texts.dropped], changed: texts.changed };
}

/** Models that sign say which of the texts has ended the answer, if they are asked. */
function stopPath(
  stop: string[] | undefined,
  { signs }: ModelFamily,
): Pick<WireRequestBody, "additionalModelResponseFieldPaths"> {
  return stop !== undefined && signs ? { additionalModelResponseFieldPaths: ["/delta/stop_sequence"] } : {};
}

function format(wanted: ChatRequest["format"]): Pick<WireRequestBody, "outputConfig"> {
  if (wanted?.kind !== "json-schema") return {};
  const jsonSchema = { schema: JSON.stringify(closedSchema(wanted.schema)), name: wanted.name };
  return { outputConfig: { textFormat: { type: "json_schema", structure: { jsonSchema } } } };
}

function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0;
}
