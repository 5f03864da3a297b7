import { isObject, type JsonObject, listOf, objectOf, stringOf } from "../json.ts";
import { badRequest, RequestProblem } from "../problem.ts";
import type { Question, Tool } from "../question.ts";
import { type Item, saidBy } from "./input.ts";

const legalName = /^[\w-]{1,64}$/;

/**
 * Functions; those of which nothing else is said are held to their schemas.
 * @throws RequestProblem
 */
export function readTools(value: unknown): Tool[] {
  return listOf(value).map((each, i) => {
    const tool = objectOf(each);
    const param = `tools[${i}]`;
    if (tool.type !== "function") badRequest(`Invalid value: '${tool.type}'.`, `${param}.type`);
    const name = stringOf(tool.name);
    if (!legalName.test(name)) badRequest(`Invalid '${param}.name': expected a name of at most 64.`, `${param}.name`);
    const schema = objectOf(tool.parameters);
    if (tool.strict !== false) checkClosed(schema, name, `${param}.parameters`);
    return { name, schema };
  });
}

function checkClosed(schema: JsonObject, name: string, param: string): void {
  if (schema.additionalProperties === false) return;
  throw new RequestProblem({
    kind: "bad-request",
    message: `Invalid schema for function '${name}': In context=(), 'additionalProperties' is required to be supplied and to be false.`,
    param,
    code: "invalid_function_parameters",
  });
}

/**
 * Which tools may be called and whether one must.
 * @throws RequestProblem
 */
export function readToolChoice(value: unknown, tools: readonly Tool[]): Pick<Question, "tools" | "toolChoice"> {
  if (value === undefined || value === null) return { tools, toolChoice: "auto" };
  if (value === "auto" || value === "none" || value === "required") return { tools, toolChoice: value };
  const name = stringOf(objectOf(value).name);
  if (!tools.some((tool) => tool.name === name))
    badRequest(`Tool choice '${name}' not found in 'tools'.`, "tool_choice");
  return { tools, toolChoice: { name } };
}

/**
 * The JSON Schema of the answer, if it is to be JSON.
 * @throws RequestProblem
 */
export function readFormat(text: unknown, items: readonly Item[]): JsonObject | undefined {
  const format = objectOf(objectOf(text).format);
  if (format.type === "json_object") {
    if (!items.some((item) => /json/i.test(saidBy(item))))
      badRequest("Response input messages must contain the word 'json' in some form to use 'text.format'.", "input");
    return {};
  }
  if (format.type !== "json_schema") return undefined;
  if (!legalName.test(stringOf(format.name)))
    badRequest("Missing required parameter: 'text.format.name'.", "text.format.name");
  return isObject(format.schema)
    ? format.schema
    : badRequest("Missing required parameter: 'text.format.schema'.", "text.format.schema");
}
