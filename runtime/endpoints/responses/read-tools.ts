/** The client's tools and its choice among them → neutral tools. */
import type { ChatRequest, Tool } from "../../operations/chat/request.ts";
import { BadRequest, boolean, isObject, type JsonObject, maybe, name, object, string } from "../body-checks.ts";
import { checkNames, word } from "./check-parameters.ts";
import { asFunction, type ClientTool } from "./kept.ts";

export interface ReadTools {
  tools: Tool[];
  /** How the client calls them, by the model's names, where that is another way. */
  called: Map<string, ClientTool>;
  /** What is left out. */
  leftOut: string[];
}

const members = ["type", "name", "description", "parameters", "strict", "format", "tools"];

export function readTools(value: unknown): ReadTools {
  const read: ReadTools = { tools: [], called: new Map(), leftOut: [] };
  for (const [i, each] of ((value ?? []) as unknown[]).entries()) readTool(each, `tools[${i}]`, read, undefined);
  return read;
}

function readTool(value: unknown, path: string, read: ReadTools, namespace: string | undefined): void {
  const tool = object(value, path);
  checkNames(tool, path, members);
  const type = name(tool.type, `${path}.type`);
  if (type === "function") read.tools.push(readFunction(tool, path, read, namespace));
  else if (type === "custom") read.tools.push(readFreeForm(tool, path, read, namespace));
  else if (type === "namespace" && namespace === undefined) {
    const inner = object(tool, path).tools;
    if (!Array.isArray(inner)) throw new BadRequest(`${path}.tools`, "must be a list.");
    const own = name(tool.name, `${path}.name`);
    for (const [i, each] of inner.entries()) readTool(each, `${path}.tools[${i}]`, read, own);
  } else if (doneWithout.test(type)) read.leftOut.push(`tools.${type}`);
  else
    throw new BadRequest(
      `${path}.type`,
      `must be function or custom: ${JSON.stringify(type.slice(0, 60))} ${cannotRun}`,
    );
}

/** The model answers without them, if less well; the header of the answer names them. */
const doneWithout = /^(web_search|image_generation|tool_search)(_|$)/;
const cannotRun = "is a tool that one provider runs. Offer it as a function, and run it yourself.";

/** The name by which the model knows a tool of a namespace. */
export function modelName(tool: string, namespace: string | undefined): string {
  return namespace === undefined ? tool : `${namespace}__${tool}`;
}

function named(tool: JsonObject, path: string, read: ReadTools, called: Omit<ClientTool, "name">): string {
  const own = name(tool.name, `${path}.name`);
  const forModel = modelName(own, called.namespace);
  if (called.isFreeForm || called.namespace !== undefined) read.called.set(forModel, { name: own, ...called });
  return forModel;
}

function readFunction(tool: JsonObject, path: string, read: ReadTools, namespace: string | undefined): Tool {
  const description = maybe(tool.description, `${path}.description`, string);
  const strict = maybe(tool.strict, `${path}.strict`, boolean);
  return {
    name: named(tool, path, read, { ...(namespace !== undefined && { namespace }) }),
    ...(description !== undefined && { description }),
    parameters: maybe(tool.parameters, `${path}.parameters`, object) ?? { type: "object", properties: {} },
    ...(strict !== undefined && { strict }),
  };
}

function readFreeForm(tool: JsonObject, path: string, read: ReadTools, namespace: string | undefined): Tool {
  const own = named(tool, path, read, { ...(namespace !== undefined && { namespace }), isFreeForm: true });
  const description = maybe(tool.description, `${path}.description`, string) ?? "";
  const form = maybe(tool.format, `${path}.format`, readForm) ?? "";
  return asFunction(own, [description, form].filter((text) => text !== "").join("\n\n"));
}

/** What the model is told of a grammar, which it cannot be held to. */
function readForm(value: unknown, path: string): string {
  const format = object(value, path);
  const type = word(format.type, `${path}.type`, ["text", "grammar"]);
  if (type === undefined) throw new BadRequest(`${path}.type`, "must be text or grammar.");
  if (type === "text") return "";
  const syntax = word(format.syntax, `${path}.syntax`, ["lark", "regex"]) ?? "lark";
  const definition = string(format.definition, `${path}.definition`);
  return `The input must match this ${syntax === "regex" ? "regular expression" : "grammar (Lark)"}:\n${definition}`;
}

export type Choice = Pick<ChatRequest, "tools" | "toolChoice">;

/** `tools` are those that may be called. */
export function readChoice(value: unknown, { tools, leftOut }: ReadTools): Choice {
  const path = "tool_choice";
  if (value === undefined || value === null) return { tools };
  if (typeof value === "string")
    return { tools, toolChoice: word(value, path, ["auto", "none", "required"] as const)! };
  if (!isObject(value)) throw new BadRequest(path, "must be auto, none, required or an object that names a tool.");
  const type = name(value.type, `${path}.type`);
  if (type === "function" || type === "custom") return { tools, toolChoice: { name: known(value, path, tools).name } };
  if (type !== "allowed_tools")
    throw new BadRequest(
      `${path}.type`,
      `must be function, custom or allowed_tools${leftOut.length > 0 ? ": tools that a provider runs are left out" : ""}.`,
    );
  const mode = word(value.mode, `${path}.mode`, ["auto", "required"] as const) ?? "auto";
  if (!Array.isArray(value.tools)) throw new BadRequest(`${path}.tools`, "must be a list.");
  const allowed = value.tools.map((each: unknown, i) => {
    const at = `${path}.tools[${i}]`;
    return known(object(each, at), at, tools);
  });
  return { tools: tools.filter((tool) => allowed.includes(tool)), toolChoice: mode };
}

function known(choice: JsonObject, path: string, tools: readonly Tool[]): Tool {
  const wanted = modelName(name(choice.name, `${path}.name`), maybe(choice.namespace, `${path}.namespace`, string));
  const tool = tools.find((each) => each.name === wanted);
  if (tool === undefined) throw new BadRequest(`${path}.name`, "names no function or custom tool of tools.");
  return tool;
}
