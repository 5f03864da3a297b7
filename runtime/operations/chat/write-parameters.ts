/** The parameters of a neutral request by the names of chat completions. */
import type { ChatRequest, Tool } from "./request.ts";

type Fields = Record<string, unknown>;

/** All but messages, stream and the output limit; those that are not there are absent. */
export function writeParameters(request: ChatRequest): Fields {
  const named: Fields = {
    tools: request.tools.length > 0 ? request.tools.map(writeTool) : undefined,
    tool_choice: writeToolChoice(request.toolChoice),
    parallel_tool_calls: request.parallelToolCalls,
    response_format: writeFormat(request.format),
    temperature: request.temperature,
    top_p: request.topP,
    stop: request.stop,
    seed: request.seed,
    presence_penalty: request.presencePenalty,
    frequency_penalty: request.frequencyPenalty,
    reasoning_effort: request.reasoningEffort,
    user: request.user,
  };
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
}

function writeTool({ name, description, parameters: schema, strict }: Tool): Fields {
  const optional = {
    ...(description === undefined ? {} : { description }),
    ...(strict === undefined ? {} : { strict }),
  };
  return { type: "function", function: { name, ...optional, parameters: schema } };
}

function writeToolChoice(choice: ChatRequest["toolChoice"]): unknown {
  return typeof choice === "object" ? { type: "function", function: { name: choice.name } } : choice;
}

function writeFormat(format: ChatRequest["format"]): unknown {
  if (format === undefined) return undefined;
  if (format.kind === "json") return { type: "json_object" };
  return { type: "json_schema", json_schema: { name: format.name, schema: format.schema, strict: format.strict } };
}
