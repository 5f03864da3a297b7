import type { DialectName } from "../../schemas/dialects.ts";

/**
 * Models, by their names on the wire, that a dialect tells what vectors are for, as `input_type` says. In the others, and of other
 * models, those of which the catalog says so.
 */
export const tellsPurpose: Readonly<Partial<Record<DialectName, RegExp>>> = {
  cohere: /^/,
  gemini: /^/,
  vertex: /^/,
  "bedrock-converse": /(^|\.)cohere\.embed/,
};
