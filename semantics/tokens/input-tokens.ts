/** The input tokens of a chat body: every string, key and number that may be sent, and what stands beside them. */
import { type Fields, list } from "../facts/body.ts";
import { isControl } from "./controls.ts";
import { addMember, addMessage, addName, isFields } from "./message-tokens.ts";
import { type Figures, TokenSum } from "./token-sum.ts";

/** Whole numbers; `upper` is never below `expected`. */
export interface InputTokens extends Figures {
  /** UTF-8 bytes of everything that counts as text: what `hard` rests on, images and files apart. */
  readonly textBytes: number;
}

/** Beside the texts: what begins the answer, and what explains that there are tools. */
export const reply: Figures = { expected: 3, upper: 20, hard: 100 };
export const anyTools: Figures = { expected: 0, upper: 700, hard: 1_000 };
export const tool: Figures = { expected: 12, upper: 75, hard: 150 };

/** Linear in the body's length. */
export function inputTokensOf(body: Fields): InputTokens {
  return sumOf(body).total();
}

/** Not rounded. */
export function exactTokensOf(body: Fields): InputTokens {
  return sumOf(body).exact();
}

function sumOf(body: Fields): TokenSum {
  const sum = new TokenSum();
  sum.add(reply);
  for (const [name, value] of Object.entries(body)) {
    if (name === "messages" && Array.isArray(value)) for (const message of value) addMessage(sum, message);
    else if (name === "tools" || name === "functions") addTools(sum, value);
    else if (name === "response_format" && isFields(value)) addFormat(sum, value);
    else if (!isControl(name, value)) addMember(sum, name, value);
  }
  return sum;
}

function addTools(sum: TokenSum, tools: unknown): void {
  if (tools === undefined || tools === null) return;
  sum.json(tools);
  const { length } = list(tools);
  if (length > 0) sum.add(anyTools);
  sum.add(tool, length);
}

/** Its kind is said by the marks around it. */
function addFormat(sum: TokenSum, format: Fields): void {
  for (const [name, value] of Object.entries(format)) {
    if (name === "json_schema") sum.json(value);
    else if (name === "type") addName(sum, value);
    else addMember(sum, name, value);
  }
}
