/** What a client asked for that its answer is written by. */
import type { ChatRequest, Tool } from "../../operations/chat/request.ts";

type Members = Readonly<Record<string, unknown>>;

/** How the client calls a tool. */
export interface ClientTool {
  name: string;
  namespace?: string;
  /** Its input is a text of any form; for the model it is a function with one string. */
  isFreeForm?: true;
}

export interface Kept {
  /** By the names that the model knows; those that are the same are absent. */
  tools: ReadonlyMap<string, ClientTool>;
  /** Of the client's body, said again. */
  echo: Members;
  /** Items may be referred to by their ids. */
  refers: boolean;
  /** Reasoning is given out so that it can come back. */
  proves: boolean;
}

/** Every request that this endpoint reads has it. */
export function keptOf({ kept }: Pick<ChatRequest, "kept">): Kept {
  return kept as Kept;
}

/** The name of the one string that a free-form tool takes. */
export const INPUT = "input";

/** A free-form tool as a function. */
export function asFunction(name: string, description: string): Tool {
  const properties = { [INPUT]: { type: "string", description: "The whole input of the tool, as it is." } };
  const parameters = { type: "object", properties, required: [INPUT], additionalProperties: false };
  return { name, ...(description !== "" && { description }), parameters };
}

/** What the model wrote as arguments of such a function → the tool's input. */
export function freeInput(json: string): string {
  try {
    const value: unknown = JSON.parse(json);
    const input = typeof value === "object" && value !== null ? (value as Members)[INPUT] : value;
    return typeof input === "string" ? input : json;
  } catch {
    return json;
  }
}
