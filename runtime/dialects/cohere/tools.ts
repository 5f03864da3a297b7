/** Tools in the words of the second chat API. */
import { toolSchema } from "../../operations/chat/closed-schema.ts";
import type { ChatRequest, Tool } from "../../operations/chat/request.ts";
import type { NameRule, ToolNames } from "../../operations/chat/tool-names.ts";

export const nameRule: NameRule = { legal: /^[A-Za-z_]\w{0,63}$/, illegal: /\W/g, longest: 64 };

interface Written {
  body: Record<string, unknown>;
  dropped: string[];
}

/** A named tool is the only one that is shown, and must be called. Tools are held to their schemas all together or not at all. */
export function writeTools(
  { tools, toolChoice: choice }: ChatRequest,
  names: ToolNames,
  drop: readonly string[],
): Written {
  const shown = typeof choice === "object" ? tools.filter(({ name }) => name === choice.name) : tools;
  if (shown.length === 0) return { body: {}, dropped: [] };
  const isStrict = !drop.includes("strict") && shown.every(({ strict }) => strict === true);
  const word = choice === "none" ? "NONE" : choice === undefined || choice === "auto" ? undefined : "REQUIRED";
  return {
    body: {
      tools: shown.map((tool) => writeTool(tool, names)),
      ...(isStrict ? { strict_tools: true } : {}),
      ...(word === undefined ? {} : { tool_choice: word }),
    },
    dropped: !isStrict && shown.some(({ strict }) => strict === true) ? ["strict"] : [],
  };
}

function writeTool({ name, description, parameters }: Tool, names: ToolNames): object {
  const said = description === undefined || description === "" ? {} : { description };
  return { type: "function", function: { name: names.sent(name), ...said, parameters: toolSchema(parameters) } };
}
