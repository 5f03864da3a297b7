/** Tools in the words of Converse. */
import { closedSchema, toolSchema } from "../../operations/chat/closed-schema.ts";
import type { ChatRequest, Tool } from "../../operations/chat/request.ts";
import type { NameRule, ToolNames } from "../../operations/chat/tool-names.ts";
import { cachePoint } from "./cache-point.ts";
import type { ModelFamily } from "./model-family.ts";
import type { WireTool, WireToolConfig } from "./wire.ts";

export const nameRule: NameRule = { legal: /^[a-zA-Z0-9_-]{1,64}$/, illegal: /[^a-zA-Z0-9_-]/g, longest: 64 };

/** The model is told so where its tools are there for the history alone: Converse cannot forbid a call. */
export const NO_CALLS = "Call no tools now: answer in words.";

/** No call in the answer can be meant: the client gave no tools, or said that none may be called. */
export function mayCall({ tools, toolChoice }: Pick<ChatRequest, "tools" | "toolChoice">): boolean {
  return tools.length > 0 && toolChoice !== "none";
}

interface Written {
  config: WireToolConfig | undefined;
  /** Of the model's own fields. */
  fields: Record<string, unknown>;
  dropped: string[];
}

/**
 * A history with tools needs them defined; otherwise tools that may not be called are not even shown. `names` of the tools that the
 * history calls are the client's.
 */
export function writeTools(
  kept: ChatRequest,
  calledTools: readonly string[],
  names: ToolNames,
  target: { family: ModelFamily; drop: readonly string[] },
): Written {
  const { family, drop } = target;
  const isShown = mayCall(kept) || calledTools.length > 0;
  const missing = calledTools.filter((name) => !kept.tools.some((tool) => tool.name === name));
  const known = kept.tools.length > 0 ? kept.tools : missing.map((name): Tool => ({ name, parameters: {} }));
  if (!isShown || known.length === 0) return { config: undefined, fields: {}, dropped: [] };
  const tools = known.flatMap((tool): WireTool[] => [
    writeTool(tool, names, drop),
    ...(family.caches === "all" ? cachePoint(tool.cache, family) : []),
  ]);
  const toolChoice = mayCall(kept) ? writeChoice(kept.toolChoice, names) : undefined;
  const single = kept.parallelToolCalls === false && mayCall(kept);
  const isStrictLost = drop.includes("strict") && kept.tools.some((tool) => tool.strict === true);
  return {
    config: { tools, ...(toolChoice && { toolChoice }) },
    fields: single && family.signs ? { tool_choice: oneCall(toolChoice) } : {},
    dropped: [...(single && !family.signs ? ["parallel_tool_calls"] : []), ...(isStrictLost ? ["strict"] : [])],
  };
}

function writeTool(
  { name, description, parameters, strict }: Tool,
  names: ToolNames,
  drop: readonly string[],
): WireTool {
  const isStrict = strict === true && !drop.includes("strict");
  const schema = toolSchema(parameters);
  return {
    toolSpec: {
      name: names.sent(name),
      ...(description === undefined || description === "" ? {} : { description }),
      inputSchema: { json: isStrict ? closedSchema(schema) : schema },
      ...(isStrict ? { strict: true } : {}),
    },
  };
}

function writeChoice(choice: ChatRequest["toolChoice"], names: ToolNames): WireToolConfig["toolChoice"] {
  if (typeof choice === "object") return { tool: { name: names.sent(choice.name) } };
  if (choice === "required") return { any: {} };
  return choice === "auto" ? { auto: {} } : undefined;
}

/** The type of a choice stands in one place alone. */
function oneCall(choice: WireToolConfig["toolChoice"]): object {
  return { ...(choice === undefined ? { type: "auto" } : {}), disable_parallel_tool_use: true };
}
