/** Tools and the choice among them. */
import type { ChatRequest, Tool } from "../../operations/chat/request.ts";
import { array, BadRequest, boolean, maybe, name, object, string } from "../body-checks.ts";
import { cacheMark } from "../cache-mark.ts";
import type { Reading } from "./reading.ts";

/** Tools that the model knows by their type and the client runs. */
const known = /^(bash|text_editor|computer|memory)_\d{8}$/;

export function readTools(value: unknown, reading: Reading): Tool[] {
  return (maybe(value, "tools", array) ?? []).flatMap((each, i): Tool[] => {
    const path = `tools[${i}]`;
    const tool = object(each, path);
    const type = maybe(tool.type, `${path}.type`, string) ?? "custom";
    const named = name(tool.name, `${path}.name`);
    if (type !== "custom") {
      if (!known.test(type)) throw new BadRequest(`${path}.type`, hosted(type));
      reading.asBytes(tool, path);
      return [];
    }
    const description = maybe(tool.description, `${path}.description`, string);
    const strict = maybe(tool.strict, `${path}.strict`, boolean);
    reading.others(tool, ["type", "name", "description", "input_schema", "strict"], path);
    return [
      {
        name: named,
        ...(description !== undefined && { description }),
        parameters: object(tool.input_schema, `${path}.input_schema`),
        ...(strict !== undefined && { strict }),
        ...cacheMark(tool),
      },
    ];
  });
}

function hosted(type: string): string {
  const shown = type.slice(0, 64);
  return `"${shown}" is a tool that the provider runs: what it costs cannot be bounded by a policy. Leave it out, or run such a tool yourself.`;
}

export function readToolChoice(value: unknown): Pick<ChatRequest, "toolChoice" | "parallelToolCalls"> {
  const choice = maybe(value, "tool_choice", object);
  if (choice === undefined) return {};
  const single = maybe(choice.disable_parallel_tool_use, "tool_choice.disable_parallel_tool_use", boolean);
  const parallel = single === true ? { parallelToolCalls: false } : {};
  switch (choice.type) {
    case "auto":
    case "none":
      return { toolChoice: choice.type, ...parallel };
    case "any":
      return { toolChoice: "required", ...parallel };
    case "tool":
      return { toolChoice: { name: name(choice.name, "tool_choice.name") }, ...parallel };
    default:
      throw new BadRequest("tool_choice.type", "must be auto, any, tool or none.");
  }
}
