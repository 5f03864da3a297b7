/** Which tool is to be called, in one form for all APIs, so that what a client says can be held against what a provider is told. */
import { type Fields, fields } from "./dialect.ts";

/** Absent: the model calls what it likes. */
export type Choice = "none" | "required" | { readonly name: string };

/** A tool that must be called and stands alone is named; without tools none is called, whatever is said. */
export function choiceAmong(tools: readonly string[], choice: Choice | undefined): Choice | undefined {
  if (tools.length === 0) return "none";
  return choice === "required" && tools.length === 1 ? { name: tools[0]! } : choice;
}

/** In the words of chat completions, and of Responses, which name the function beside its type. */
export function choiceInWords(choice: unknown): Choice | undefined {
  if (choice === "none") return choice;
  if (choice === "required" || choice === "any") return "required";
  return named(fields(fields(choice).function).name ?? fields(choice).name);
}

/** In the words of Messages. */
export function choiceByType({ type, name }: Fields): Choice | undefined {
  if (type === "none") return type;
  return type === "any" ? "required" : named(name);
}

export function named(name: unknown): Choice | undefined {
  return typeof name === "string" ? { name } : undefined;
}
