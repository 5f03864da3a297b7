import { isObject, type JsonObject, listOf, objectOf, parseJson, stringOf } from "../json.ts";
import { badRequest } from "../problem.ts";
import type { Question, Tool } from "../question.ts";
import { checkName } from "./blocks.ts";
import { constraint, knownMembers, onlyMember } from "./check.ts";

/** @throws RequestProblem */
export function readTools(toolConfig: unknown): Pick<Question, "tools" | "toolChoice"> {
  if (toolConfig === undefined) return { tools: [], toolChoice: "auto" };
  const { tools: list, toolChoice } = knownMembers(toolConfig, "toolConfig", ["tools", "toolChoice"]);
  const tools = listOf(list).flatMap((entry, index) => readTool(entry, `toolConfig.tools.${index}`));
  if (tools.length === 0) constraint(list ?? null, "toolConfig.tools", "have length greater than or equal to 1");
  for (const [index, { name }] of tools.entries()) {
    if (tools.findIndex((tool) => tool.name === name) < index) {
      badRequest(
        `The tool ${name} is already defined at toolConfig.tools.${tools.findIndex((tool) => tool.name === name)}.`,
      );
    }
  }
  return { tools, toolChoice: readToolChoice(toolChoice, tools) };
}

function readTool(entry: unknown, path: string): Tool[] {
  const [kind, spec] = onlyMember(entry, "Tool", path, ["toolSpec", "systemTool", "cachePoint"]);
  if (kind !== "toolSpec") return [];
  const { name, description, inputSchema } = knownMembers(spec, `${path}.toolSpec`, [
    ...["name", "description", "inputSchema", "strict"],
  ]);
  checkName(name, `${path}.toolSpec.name`);
  if (description === "") constraint("", `${path}.toolSpec.description`, "have length greater than or equal to 1");
  const [, schema] = onlyMember(inputSchema, "ToolInputSchema", `${path}.toolSpec.inputSchema`, ["json"]);
  if (objectOf(schema).type !== "object") {
    badRequest(`The value at ${path}.toolSpec.inputSchema.json.type must be one of the following: object.`);
  }
  return [{ name: stringOf(name), schema: objectOf(schema) }];
}

function readToolChoice(choice: unknown, tools: readonly Tool[]): Question["toolChoice"] {
  if (choice === undefined) return "auto";
  const [kind, inner] = onlyMember(choice, "ToolChoice", "toolConfig.toolChoice", ["auto", "any", "tool"]);
  if (kind !== "tool") return kind === "any" ? "required" : "auto";
  const name = stringOf(objectOf(inner).name);
  if (!tools.some((tool) => tool.name === name)) {
    badRequest(`The tool ${name} at toolConfig.toolChoice.tool.name is not defined in toolConfig.tools.`);
  }
  return { name };
}

/**
 * The JSON Schema of the answer, which comes as a text.
 * @throws RequestProblem
 */
export function readFormat(outputConfig: unknown): JsonObject | undefined {
  if (outputConfig === undefined) return undefined;
  const { textFormat } = knownMembers(outputConfig, "outputConfig", ["textFormat", "effort"]);
  if (textFormat === undefined) return undefined;
  const { type, structure } = knownMembers(textFormat, "outputConfig.textFormat", ["type", "structure"]);
  const path = "outputConfig.textFormat.structure";
  if (type !== "json_schema") constraint(type, "outputConfig.textFormat.type", "satisfy enum value set: [json_schema]");
  const [, definition] = onlyMember(structure, "OutputFormatStructure", path, ["jsonSchema"]);
  const { schema } = knownMembers(definition, `${path}.jsonSchema`, ["schema", "name", "description"]);
  const parsed = typeof schema === "string" ? parseJson(schema) : undefined;
  return isObject(parsed)
    ? parsed
    : badRequest(`The value at ${path}.jsonSchema.schema is not a valid JSON schema string.`);
}
