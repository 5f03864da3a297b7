import { type JsonObject, listOf, objectOf, stringOf } from "../json.ts";
import { badRequest } from "../problem.ts";
import type { Question, Tool } from "../question.ts";
import { checkSchema, toJsonSchema } from "./check-schema.ts";

const nameShape = /^[A-Za-z_][\w.:-]{0,63}$/;

/**
 * The functions that are declared, of all tools.
 * @throws RequestProblem
 */
export function readTools(value: unknown): Tool[] {
  const tools = listOf(value).map(objectOf);
  const names = new Set<string>();
  return tools.flatMap((tool, index) =>
    listOf(tool.functionDeclarations).map((entry, at) => {
      const path = `GenerateContentRequest.tools[${index}].function_declarations[${at}]`;
      const made = readDeclaration(objectOf(entry), path);
      if (names.has(made.name)) badRequest(`Duplicate function declaration found: ${made.name}`);
      names.add(made.name);
      return made;
    }),
  );
}

function readDeclaration(declaration: JsonObject, path: string): Tool {
  const { name, parameters, parametersJsonSchema } = declaration;
  if (!nameShape.test(stringOf(name))) {
    badRequest(
      `* ${path}.name: Invalid function name. Must start with a letter or an underscore. Must be alphanumeric (a-z, A-Z, ` +
        "0-9), underscores (_), dots (.), colons (:), or dashes (-), with a maximum length of 64.",
    );
  }
  if (parameters !== undefined && parametersJsonSchema !== undefined) {
    badRequest(`* ${path}: only one of parameters and parameters_json_schema can be set`);
  }
  if (parameters === undefined) return { name: stringOf(name), schema: objectOf(parametersJsonSchema) };
  checkSchema(objectOf(parameters), `${path}.parameters`);
  if (objectOf(parameters).type !== "OBJECT") badRequest(`* ${path}.parameters: schema should be of type OBJECT`);
  return { name: stringOf(name), schema: toJsonSchema(objectOf(parameters)) };
}

/**
 * Which functions may be called and whether one must.
 * @throws RequestProblem
 */
export function readToolChoice(value: unknown, declared: readonly Tool[]): Pick<Question, "tools" | "toolChoice"> {
  const { mode = "AUTO", allowedFunctionNames } = objectOf(objectOf(value).functionCallingConfig);
  const allowed = listOf(allowedFunctionNames).map(String);
  if (mode === "ANY" && declared.length === 0)
    badRequest("Function calling config is set without function_declarations.");
  if (allowed.length > 0 && mode !== "ANY" && mode !== "VALIDATED") {
    badRequest("Allowed function names should only be set when function calling mode is ANY.");
  }
  for (const name of allowed) {
    if (!declared.some((tool) => tool.name === name)) {
      badRequest(`Allowed function name '${name}' is not among the function declarations.`);
    }
  }
  const tools = allowed.length > 0 ? declared.filter(({ name }) => allowed.includes(name)) : declared;
  return { tools, toolChoice: mode === "ANY" ? "required" : mode === "NONE" ? "none" : "auto" };
}

/**
 * The JSON Schema of the answer, if it is to be JSON.
 * @throws RequestProblem
 */
export function readFormat(config: JsonObject, jsonIsRefused: boolean): JsonObject | undefined {
  const { responseMimeType: type, responseSchema, responseJsonSchema } = config;
  const isJson = type === "application/json" || type === "text/x.enum";
  if (type !== undefined && !isJson && type !== "text/plain") {
    badRequest(
      "* GenerateContentRequest.generation_config.response_mime_type: allowed mimetypes are `text/plain`, " +
        "`application/json`, `application/xml`, `application/yaml` and `text/x.enum`.",
    );
  }
  if ((responseSchema ?? responseJsonSchema) !== undefined && !isJson) {
    badRequest("Response schema is only supported with response mime type: 'application/json'.");
  }
  if (responseSchema !== undefined && responseJsonSchema !== undefined) {
    badRequest(
      "* GenerateContentRequest.generation_config: only one of response_schema and response_json_schema can be set",
    );
  }
  if (isJson && jsonIsRefused) {
    badRequest(`Function calling with a response mime type: '${type}' is unsupported`);
  }
  if (responseSchema === undefined) return isJson ? objectOf(responseJsonSchema) : undefined;
  checkSchema(objectOf(responseSchema), "GenerateContentRequest.generation_config.response_schema");
  return toJsonSchema(objectOf(responseSchema));
}
