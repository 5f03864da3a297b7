/** Tools: all functions in one object, and which of them may be called. */
import type { ChatRequest, Tool } from "../../../operations/chat/request.ts";
import type { NameRule, ToolNames } from "../../../operations/chat/tool-names.ts";
import { argumentsSchema } from "./schema.ts";
import type { WireBody, WireDeclaration, WireToolConfig } from "./wire.ts";

/** Newer models take 128 characters, all of them 64. */
export const nameRule: NameRule = { legal: /^[A-Za-z_][\w.:-]{0,63}$/, illegal: /[^\w.:-]/g, longest: 64 };

/** `isStrict`: calls are held to their schemas. */
export function writeTools(
  request: ChatRequest,
  names: ToolNames,
  isStrict: boolean,
): Pick<WireBody, "tools" | "toolConfig"> {
  if (request.tools.length === 0) return {};
  const functionDeclarations = request.tools.map((tool) => writeTool(tool, names));
  const config = toolConfig(request.toolChoice, names, isStrict);
  return { tools: [{ functionDeclarations }], ...(config && { toolConfig: { functionCallingConfig: config } }) };
}

function writeTool({ name, description, parameters }: Tool, names: ToolNames): WireDeclaration {
  const schema = argumentsSchema(parameters);
  return {
    name: names.sent(name),
    ...(description === undefined || description === "" ? {} : { description }),
    ...(schema === undefined ? {} : { parametersJsonSchema: schema }),
  };
}

function toolConfig(
  choice: ChatRequest["toolChoice"],
  names: ToolNames,
  isStrict: boolean,
): WireToolConfig["functionCallingConfig"] | undefined {
  if (typeof choice === "object") return { mode: "ANY", allowedFunctionNames: [names.sent(choice.name)] };
  switch (choice) {
    case "none":
      return { mode: "NONE" };
    case "required":
      return { mode: "ANY" };
    case "auto":
      return { mode: isStrict ? "VALIDATED" : "AUTO" };
    case undefined:
      return isStrict ? { mode: "VALIDATED" } : undefined;
    default:
      return choice satisfies never;
  }
}
