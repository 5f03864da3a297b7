/** The facts that this runtime can read, by name. */
import type { FactName } from "../../../schemas/facts.ts";
import { endpoint, maxOutputTokens, model, route, stream } from "./asked.ts";
import { keyEnv, keyId, keyTags, keyTeam, metadata } from "./caller.ts";
import { hour, weekday } from "./clock.ts";
import { images, inputTokens, messages, tools, turns } from "./counts.ts";
import { hasCode, text } from "./last-text.ts";
import {
  needsAudio,
  needsJsonMode,
  needsJsonSchema,
  needsPdf,
  needsReasoning,
  needsTools,
  needsVision,
} from "./needs.ts";
import type { FactReader } from "./reader.ts";

const readers: Readonly<Record<FactName, FactReader>> = {
  route,
  model,
  endpoint,
  stream,
  inputTokens,
  maxOutputTokens,
  messages,
  turns,
  tools,
  images,
  "needs.tools": needsTools,
  "needs.vision": needsVision,
  "needs.audio": needsAudio,
  "needs.pdf": needsPdf,
  "needs.jsonSchema": needsJsonSchema,
  "needs.jsonMode": needsJsonMode,
  "needs.reasoning": needsReasoning,
  hasCode,
  text,
  "key.id": keyId,
  "key.team": keyTeam,
  "key.env": keyEnv,
  "key.tags": keyTags,
  hour,
  weekday,
};

/** A text is no value of its own: a table asks what it includes. */
const TEXT = "text.includes";

/** The names of the facts that a table may ask for, metadata apart. */
export const factNames: readonly string[] = Object.keys(readers).map((fact) => (fact === "text" ? TEXT : fact));

/** The reader of a fact by the name that a table gives it; nothing when this runtime cannot read it. */
export function readerOf(fact: string): FactReader | undefined {
  if (fact.startsWith("metadata.")) return metadata(fact.slice("metadata.".length));
  if (fact === TEXT) return readers.text;
  return factNames.includes(fact) ? readers[fact as FactName] : undefined;
}
