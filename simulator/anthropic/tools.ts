import { isObject, type JsonObject, listOf, objectOf, stringOf } from "../json.ts";
import { badRequest } from "../problem.ts";
import type { Question, Tool } from "../question.ts";
import type { Message } from "./messages.ts";

/** @throws RequestProblem */
export function readTools(value: unknown, messages: readonly Message[]): Tool[] {
  const tools = listOf(value).map((entry, index) => readTool(objectOf(entry), index));
  if (new Set(tools.map(({ name }) => name)).size < tools.length) badRequest("tools: Tool names must be unique.");
  const isUsed = messages.some(({ blocks }) =>
    blocks.some(({ type }) => type === "tool_use" || type === "tool_result"),
  );
  if (isUsed && tools.length === 0) {
    badRequest("tools: Field required. Requests which include `tool_use` or `tool_result` blocks must define tools.");
  }
  return tools;
}

function readTool(tool: JsonObject, index: number): Tool {
  const name = stringOf(tool.name) || badRequest(`tools.${index}.name: Field required`);
  const ofServer = typeof tool.type === "string" && tool.type !== "custom";
  if (ofServer) return { name, schema: {} };
  if (!/^[\w-]{1,128}$/.test(name)) {
    badRequest(`tools.${index}.custom.name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'`);
  }
  if (objectOf(tool.input_schema).type !== "object")
    badRequest(`tools.${index}.input_schema.type: Input should be 'object'`);
  return { name, schema: objectOf(tool.input_schema) };
}

/** @throws RequestProblem */
export function readToolChoice(choice: JsonObject, tools: readonly Tool[]): Question["toolChoice"] {
  if (choice.type === undefined) return "auto";
  if (tools.length === 0) badRequest("tool_choice may only be specified while providing tools");
  if (choice.type === "auto" || choice.type === "none") return choice.type;
  if (choice.type === "any") return "required";
  if (choice.type !== "tool") return badRequest("tool_choice.type: Input should be 'auto', 'any', 'tool' or 'none'");
  const name = stringOf(choice.name);
  if (!tools.some((tool) => tool.name === name)) badRequest(`tool_choice: Tool '${name}' not found in provided tools`);
  return { name };
}

/**
 * The JSON Schema of the answer.
 * @throws RequestProblem
 */
export function readFormat(body: JsonObject): JsonObject | undefined {
  const format = objectOf(objectOf(body.output_config).format ?? body.output_format);
  if (format.type === undefined) return undefined;
  if (format.type !== "json_schema") badRequest("output_config.format.type: Input should be 'json_schema'");
  if (!isObject(format.schema)) return badRequest("output_config.format.schema: Field required");
  checkStrict(format.schema);
  return format.schema;
}

const refused = [
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "minLength",
  "maxLength",
  "maxItems",
];

/** What is decoded under a schema follows a subset: closed objects, no bounds. */
function checkStrict(schema: JsonObject): void {
  const type = stringOf(schema.type);
  const wrong = refused.find((keyword) => schema[keyword] !== undefined);
  if (wrong !== undefined)
    badRequest(`output_config.format.schema: For '${type}' type, property '${wrong}' is not supported`);
  if (type === "object" && schema.additionalProperties !== false) {
    badRequest(
      "output_config.format.schema: For 'object' type, 'additionalProperties' must be explicitly set to false",
    );
  }
  const inner = [...Object.values(objectOf(schema.properties)), schema.items, ...listOf(schema.anyOf)];
  for (const one of inner) if (isObject(one)) checkStrict(one);
  for (const one of Object.values(objectOf(schema.$defs))) checkStrict(objectOf(one));
}
