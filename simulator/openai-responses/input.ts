// The items of an input: what is said, thoughts that were sealed, calls of tools and what they gave.
import { isObject, type JsonObject, listOf, stringOf } from "../json.ts";
import { badRequest } from "../problem.ts";
import { isSeal } from "../seal.ts";
import { textOf } from "../text-of.ts";
import { countTokens } from "../tokens.ts";

export interface Item {
  readonly kind: "system" | "user" | "assistant" | "reasoning" | "call" | "output";
  readonly value: JsonObject;
}

const perItem = 4;
const perMedia = 85;
const ofUsers = new Set(["input_text", "input_image", "input_file"]);
const ofAssistants = new Set(["output_text", "refusal"]);

/**
 * A text is what the user says. Every call has a result, every result a call, and thoughts are followed by what came of them.
 * @throws RequestProblem
 */
export function readInput(input: unknown): Item[] {
  if (typeof input === "string") return [{ kind: "user", value: { role: "user", content: input } }];
  if (!Array.isArray(input)) return badRequest("Missing required parameter: 'input'.", "input");
  const items = input.map((item: unknown, i) => readItem(item, `input[${i}]`));
  checkCalls(items);
  checkThoughts(items);
  return items;
}

/** The text of an item. */
export function saidBy({ value }: Item): string {
  return textOf(value.content ?? value.output);
}

export function itemTokens(item: Item): number {
  const { value } = item;
  const media = [...listOf(value.content), ...listOf(value.output)].filter(
    (part) => isObject(part) && /image|file/.test(stringOf(part.type)),
  ).length;
  const called = item.kind === "call" ? `${stringOf(value.name)}${stringOf(value.arguments)}` : "";
  return perItem + countTokens(saidBy(item)) + countTokens(called) + media * perMedia;
}

function readItem(value: unknown, param: string): Item {
  if (!isObject(value)) return badRequest(`Invalid type for '${param}': expected an object.`, param);
  switch (value.type ?? "message") {
    case "message":
      return readMessage(value, param);
    case "reasoning":
      if (!isSeal(stringOf(value.encrypted_content)))
        badRequest("The encrypted content could not be verified.", `${param}.encrypted_content`);
      return { kind: "reasoning", value };
    case "function_call":
      for (const name of ["call_id", "name", "arguments"]) required(value, name, param);
      return { kind: "call", value };
    case "function_call_output":
      required(value, "call_id", param);
      if (typeof value.output !== "string") checkParts(value.output, ofUsers, `${param}.output`);
      return { kind: "output", value };
    default:
      return badRequest(`Invalid value: '${value.type}'.`, `${param}.type`);
  }
}

function readMessage(value: JsonObject, param: string): Item {
  const { role, content } = value;
  const kind = role === "developer" ? "system" : role;
  if (kind !== "system" && kind !== "user" && kind !== "assistant")
    return badRequest(`Invalid value: '${role}'.`, `${param}.role`);
  if (typeof content !== "string")
    checkParts(content, kind === "assistant" ? ofAssistants : ofUsers, `${param}.content`);
  return { kind, value };
}

function checkParts(parts: unknown, known: ReadonlySet<string>, param: string): void {
  if (!Array.isArray(parts)) badRequest(`Invalid type for '${param}': expected a string or an array.`, param);
  for (const [i, part] of listOf(parts).entries()) {
    const type = isObject(part) ? stringOf(part.type) : "";
    if (!known.has(type))
      badRequest(`Invalid value: '${type}'. Supported values are: ${[...known].join(", ")}.`, `${param}[${i}].type`);
  }
}

function required(value: JsonObject, name: string, param: string): void {
  if (typeof value[name] !== "string")
    badRequest(`Missing required parameter: '${param}.${name}'.`, `${param}.${name}`);
}

function checkCalls(items: readonly Item[]): void {
  const open = new Set<string>();
  for (const { kind, value } of items) {
    const id = stringOf(value.call_id);
    if (kind === "call") open.add(id);
    if (kind === "output" && !open.delete(id))
      badRequest(`No tool call found for function call output with call_id ${id}.`, "input");
  }
  const [left] = open;
  if (left !== undefined) badRequest(`No tool output found for function call ${left}.`, "input");
}

function checkThoughts(items: readonly Item[]): void {
  const alone = items.find(({ kind }, i) => kind === "reasoning" && !followsThoughts.has(items[i + 1]?.kind ?? ""));
  if (alone === undefined) return;
  badRequest(
    `Item '${stringOf(alone.value.id)}' of type 'reasoning' was provided without its required following item.`,
    "input",
  );
}

const followsThoughts: ReadonlySet<string> = new Set(["assistant", "call", "reasoning"]);
