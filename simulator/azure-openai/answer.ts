// The answers have what the filters said beside them; a stream begins with what they said of the prompt.
import type { Turn } from "../chat.ts";
import type { WireEvent } from "../framing.ts";
import { type JsonObject, listOf, objectOf, parseJson } from "../json.ts";
import * as completions from "../openai/answer.ts";

const safe = { filtered: false, severity: "safe" };
const results = { hate: safe, self_harm: safe, sexual: safe, violence: safe };
const jailbreak = { filtered: false, detected: false };
const prompt = { prompt_filter_results: [{ prompt_index: 0, content_filter_results: { ...results, jailbreak } }] };

/** The `chat.completion` object. */
export function toBody(turn: Turn): object {
  const body = objectOf(completions.toBody(turn));
  const filtered = { content_filter_results: results };
  return { ...body, ...prompt, choices: listOf(body.choices).map((choice) => ({ ...objectOf(choice), ...filtered })) };
}

/** A chunk about the prompt, without a choice, id or model; then the chunks as they are elsewhere. */
export function* toEvents(turn: Turn): Iterable<WireEvent> {
  yield completions.event({ choices: [], created: 0, id: "", model: "", object: "", ...prompt });
  for (const event of completions.toEvents(turn)) yield withFilters(event);
}

function withFilters(event: WireEvent): WireEvent {
  const chunk = parseJson(event.data);
  if (chunk === undefined) return event;
  const choices = listOf(objectOf(chunk).choices).map(objectOf);
  return completions.event({ ...objectOf(chunk), choices: choices.map(filteredChoice) }, event.token);
}

function filteredChoice(choice: JsonObject): object {
  const isText = objectOf(choice.delta).content;
  return { ...choice, content_filter_results: isText ? results : {} };
}
