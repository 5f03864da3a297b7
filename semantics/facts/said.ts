/**
 * What a request says, whatever API it speaks: each endpoint reads it from bodies of its own, of whose shape nothing is taken for
 * granted. What grows with the body is read when it is first asked for, once.
 */
import type { InputTokens } from "../tokens/input-tokens.ts";
import type { Content } from "./content.ts";
import type { Forms } from "./forms.ts";

export interface Said {
  readonly model: string | undefined;
  readonly stream: boolean;
  /** Tokens of output that it wants at most. */
  readonly maxOutputTokens: number | undefined;
  /** Answers that it asks for: one, unless it says another whole number. */
  readonly choices: number;
  /** What it says under a name of the operation's parameters. */
  value(name: string): unknown;
  /** What it asks to be billed by. */
  readonly serviceTier: unknown;
  /** How many are offered. */
  readonly tools: number;
  /** A tool is to be chosen in a way that only some APIs know. */
  readonly choosesTool: boolean;
  /** The answer is to be spoken. */
  readonly asksForAudio: boolean;
  readonly asksForReasoning: boolean;
  readonly format: "json_schema" | "json_object" | undefined;
  readonly content: Content;
  readonly forms: Forms;
  /** The last text by the user; empty when there is none. */
  readonly text: string;
  /** In the base figures: a target's are these times the factors of its tokenizer family. */
  readonly tokens: InputTokens;
  /** `tokens` has been read. */
  readonly isCounted: boolean;
  /** The same with the parameters that a policy fixes. */
  withFixed(set: Readonly<Record<string, unknown>>): Said;
}
