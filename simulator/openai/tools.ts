import { isObject, type JsonObject, listOf, objectOf, stringOf } from "../json.ts";
import { badRequest } from "../problem.ts";
import type { Question, Tool } from "../question.ts";

const longestName = 64;

/** @throws RequestProblem */
export function readTools(value: unknown): Tool[] {
  return listOf(value).map((tool, index) => {
    const { type, function: called, custom } = objectOf(tool);
    const kind = type === "custom" ? "custom" : "function";
    const { name, parameters } = objectOf(kind === "custom" ? custom : called);
    const made = { name: checkName(name, `tools[${index}].${kind}.name`), schema: objectOf(parameters) };
    return kind === "custom" ? { ...made, isFree: true } : made;
  });
}

function checkName(value: unknown, param: string): string {
  const name = stringOf(value) || badRequest(`Missing required parameter: '${param}'.`, param);
  if (!/^[\w-]+$/.test(name)) {
    badRequest(
      `Invalid '${param}': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.`,
      param,
    );
  }
  if (name.length > longestName) {
    badRequest(
      `Invalid '${param}': string too long. Expected a string with maximum length ${longestName}, but instead got a string with ` +
        `length ${name.length}.`,
      param,
    );
  }
  return name;
}

/**
 * Which tools may be called and whether one must.
 * @throws RequestProblem
 */
export function readToolChoice(value: unknown, declared: readonly Tool[]): Pick<Question, "tools" | "toolChoice"> {
  if (value === undefined || value === null) return { tools: declared, toolChoice: "auto" };
  if (declared.length === 0) badRequest("'tool_choice' is only allowed when 'tools' are specified.", "tool_choice");
  if (value === "auto" || value === "none" || value === "required") return { tools: declared, toolChoice: value };
  const { type, function: made, custom, allowed_tools: allowed } = objectOf(value);
  if (type === "allowed_tools") return readAllowed(objectOf(allowed), declared);
  return { tools: declared, toolChoice: { name: knownName(objectOf(made ?? custom).name, declared) } };
}

function readAllowed({ mode, tools }: JsonObject, declared: readonly Tool[]): Pick<Question, "tools" | "toolChoice"> {
  if (mode !== "auto" && mode !== "required") badRequest("Invalid 'tool_choice.allowed_tools.mode'.", "tool_choice");
  const names = listOf(tools).map((tool) => knownName(objectOf(objectOf(tool).function).name, declared));
  return {
    tools: declared.filter(({ name }) => names.includes(name)),
    toolChoice: mode === "required" ? "required" : "auto",
  };
}

function knownName(value: unknown, declared: readonly Tool[]): string {
  const name = stringOf(value);
  if (!declared.some((tool) => tool.name === name))
    badRequest(`Tool choice '${name}' is not among 'tools'.`, "tool_choice");
  return name;
}

/**
 * The JSON Schema of the answer, if it is to be JSON.
 * @throws RequestProblem
 */
export function readFormat(value: unknown, messages: readonly JsonObject[]): JsonObject | undefined {
  const format = objectOf(value);
  if (format.type === "json_object") {
    if (!/json/i.test(JSON.stringify(messages.map(({ content }) => content)))) {
      badRequest(
        "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
        "messages",
      );
    }
    return {};
  }
  if (format.type !== "json_schema") return undefined;
  const { name, schema } = objectOf(format.json_schema);
  const param = "response_format.json_schema.name";
  if (!/^[\w-]{1,64}$/.test(stringOf(name))) badRequest(`Missing required parameter: '${param}'.`, param);
  return isObject(schema) ? schema : badRequest("Missing 'response_format.json_schema.schema'.", "response_format");
}
