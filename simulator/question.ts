import type { JsonObject } from "./json.ts";
import type { Prefix } from "./prompt-cache.ts";

/** A tool the caller offers; `schema` is the JSON Schema of its arguments. */
export interface Tool {
  readonly name: string;
  readonly schema: JsonObject;
  /** It takes any text instead. */
  readonly isFree?: true;
}

/** What a request asks, without its dialect: all that the answer depends on. */
export interface Question {
  readonly model: string;
  /** The text of the last user turn, or of the last tool result when that is the last turn. */
  readonly lastText: string;
  readonly lastIsToolResult: boolean;
  readonly promptTokens: number;
  readonly maxTokens: number | undefined;
  readonly stop: readonly string[];
  readonly stream: boolean;
  /** Whether a stream ends with its usage, in dialects where that is a choice. */
  readonly streamUsage: boolean;
  readonly tools: readonly Tool[];
  readonly toolChoice: "auto" | "none" | "required" | { readonly name: string };
  readonly parallelTools: boolean;
  /** The JSON Schema the answer must follow; an empty one allows any object. */
  readonly format: JsonObject | undefined;
  /** How many answers are wanted. */
  readonly choices: number;
  /** What the model thinks before it answers; undefined when it does not. */
  readonly reasoning: Reasoning | undefined;
  /** The beginnings of the prompt that may come from a cache. */
  readonly prefixes: readonly Prefix[];
}

export interface Reasoning {
  /** The most tokens that are thought. */
  readonly budget: number;
  /** Whether the thoughts are told or only billed. */
  readonly shown: boolean;
}
