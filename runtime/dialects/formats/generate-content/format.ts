/**
 * How the answer must be formed. A model that cannot be held to JSON while it has tools is told so in words, which it mostly
 * follows; where it may call none of them, its tools are left out and it is held to the schema.
 */
import type { ChatRequest } from "../../../operations/chat/request.ts";
import { answerSchema } from "./schema.ts";
import type { Traits } from "./traits.ts";
import type { WireConfig } from "./wire.ts";

export interface Format {
  config: WireConfig;
  /** Behind the system texts. */
  instruction?: string;
  withoutTools: boolean;
}

export function writeFormat({ format, tools, toolChoice }: ChatRequest, { hasJsonBesideTools }: Traits): Format {
  if (format === undefined) return { config: {}, withoutTools: false };
  const inTheWay = tools.length > 0 && !hasJsonBesideTools;
  if (inTheWay && toolChoice !== "none") {
    return {
      config: {},
      instruction: format.kind === "json" ? anyObject : byTheSchema(format.schema),
      withoutTools: false,
    };
  }
  const schema = format.kind === "json" ? {} : { responseJsonSchema: answerSchema(format.schema) };
  return { config: { responseMimeType: "application/json", ...schema }, withoutTools: inTheWay };
}

const once = "Once you call no tool, answer with exactly one JSON";
const bare = "and nothing else: no prose, no code fence";
const anyObject = `${once} object ${bare}.`;

function byTheSchema(schema: object): string {
  return `${once} value ${bare}. It must be valid by this JSON Schema: ${JSON.stringify(schema)}`;
}
