/** The form of an answer: held to by the API, or asked for in words where the API cannot. */
import { ONLY_JSON } from "../../../semantics/emulation.ts";
import type { ChatRequest } from "../../operations/chat/request.ts";
import { isObject } from "./wire.ts";

interface Written {
  body: Record<string, unknown>;
  /** For the model, behind the client's system texts. */
  instruction?: string;
}

/** `hasTools`: the API takes no form beside tools. Its schemas are objects that require something. */
export function writeFormat(format: ChatRequest["format"], hasTools: boolean): Written {
  if (format === undefined) return { body: {} };
  const schema = format.kind === "json-schema" ? format.schema : undefined;
  if (!hasTools && schema !== undefined && isHeldTo(schema))
    return { body: { response_format: { type: "json_object", json_schema: schema } } };
  const rest = schema === undefined ? "" : ` It must be valid by this JSON Schema: ${JSON.stringify(schema)}`;
  return { body: hasTools ? {} : { response_format: { type: "json_object" } }, instruction: ONLY_JSON + rest };
}

function isHeldTo(schema: object): boolean {
  const { type, required } = schema as Record<string, unknown>;
  return isObject(schema) && type === "object" && Array.isArray(required) && required.length > 0;
}
