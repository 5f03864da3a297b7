// What the simulated model says. It depends on the question and the seed alone, and it says that it is simulated.
import type { Question, Tool } from "./question.ts";
import { between, type Random, seededRandom } from "./random.ts";
import { schemaExample } from "./schema-example.ts";
import { toTokens } from "./tokens.ts";
import { sentences } from "./words.ts";

/**
 * A call of a tool; `argumentTokens` joined are the JSON of its arguments, unless the token limit cut them, or the text
 * for a tool that takes any.
 */
export interface ToolCall {
  readonly name: string;
  readonly isFree?: true;
  readonly argumentTokens: readonly string[];
}

/** Either text or tool calls, in tokens. */
export interface Answer {
  /** What was thought before. */
  readonly reasoning: readonly string[];
  readonly text: readonly string[];
  readonly calls: readonly ToolCall[];
  /** All of them, what was thought included. */
  readonly tokens: number;
  readonly finish: "stop" | "stop-sequence" | "length" | "tool-calls";
  /** The stop sequence that ended the text. */
  readonly stopSequence?: string;
}

const mostWords = 20_000;
const callOverhead = 4;

/**
 * Answers with a tool call when the question demands one or its text says "call" and the tool's name; with JSON when a
 * format is asked for; otherwise with a sentence that names the model and the question, and filler. A text that asks
 * for "<n> words" gets about that much filler. What is thought before counts against the token limit.
 */
export function toAnswer(question: Question, random: Random): Answer {
  const { maxTokens } = question;
  const thoughts = question.reasoning ? toThoughts(question, question.reasoning.budget) : [];
  const reasoning = maxTokens === undefined ? thoughts : thoughts.slice(0, maxTokens);
  const left = maxTokens === undefined ? undefined : maxTokens - reasoning.length;
  const said = sayAnswer({ ...question, maxTokens: left }, random);
  return { ...said, reasoning, tokens: reasoning.length + said.tokens };
}

function toThoughts(question: Question, budget: number): readonly string[] {
  const random = seededRandom("thoughts", question.model, question.lastText);
  const text = `(simulated) I was asked: "${shorten(question.lastText)}". ${sentences(random, between(random, 10, 30))}`;
  return toTokens(text).slice(0, budget);
}

type Said = Omit<Answer, "reasoning">;

function sayAnswer(question: Question, random: Random): Said {
  const tools = toolsToCall(question);
  if (tools.length > 0) return callAnswer(tools, question, random);
  return textAnswer(question.format ? jsonText(question, random) : plainText(question, random), question);
}

function toolsToCall(question: Question): readonly Tool[] {
  const { tools, toolChoice } = question;
  if (toolChoice === "none" || tools.length === 0) return [];
  if (typeof toolChoice === "object") return tools.filter((tool) => tool.name === toolChoice.name);
  const asked = question.lastIsToolResult ? [] : namedTools(question);
  if (toolChoice === "required" && asked.length === 0) return tools.slice(0, 1);
  return question.parallelTools ? asked : asked.slice(0, 1);
}

function namedTools(question: Question): readonly Tool[] {
  const order = /\bcall\b(.*)/is.exec(question.lastText)?.[1] ?? "";
  const mentioned = new Set(order.match(/[\w-]+/g) ?? []);
  return question.tools.filter((tool) => mentioned.has(tool.name));
}

function callAnswer(tools: readonly Tool[], question: Question, random: Random): Said {
  let left = question.maxTokens ?? Number.POSITIVE_INFINITY;
  const calls: ToolCall[] = [];
  let cut = false;
  for (const tool of tools) {
    const all = toTokens(tool.isFree ? `(simulated) ${sentences(random, 8)}` : argumentsOf(tool, random));
    const room = Math.max(0, left - callOverhead);
    cut = all.length > room;
    const free = tool.isFree ? { isFree: tool.isFree } : {};
    calls.push({ name: tool.name, ...free, argumentTokens: cut ? all.slice(0, room) : all });
    left -= callOverhead + all.length;
    if (cut) break;
  }
  const made = calls.reduce((sum, call) => sum + callOverhead + call.argumentTokens.length, 0);
  const tokens = Math.min(made, question.maxTokens ?? made);
  return { text: [], calls, tokens, finish: cut ? "length" : "tool-calls" };
}

function argumentsOf({ schema }: Tool, random: Random): string {
  return JSON.stringify(schemaExample({ type: "object", ...schema }, random));
}

function textAnswer(full: string, question: Question): Said {
  const stopped = firstStop(full, question.stop);
  const all = toTokens(stopped ? full.slice(0, stopped.at) : full);
  const room = question.maxTokens ?? all.length;
  if (all.length > room) return { text: all.slice(0, room), calls: [], tokens: room, finish: "length" };
  const ended = { text: all, calls: [], tokens: all.length };
  return stopped ? { ...ended, finish: "stop-sequence", stopSequence: stopped.sequence } : { ...ended, finish: "stop" };
}

function firstStop(text: string, stop: readonly string[]): { at: number; sequence: string } | undefined {
  const found = stop.map((sequence) => ({ at: text.indexOf(sequence), sequence })).filter(({ at }) => at >= 0);
  return found.sort((one, other) => one.at - other.at)[0];
}

function jsonText(question: Question, random: Random): string {
  const schema = question.format ?? {};
  if (Object.keys(schema).length > 0) return JSON.stringify(schemaExample(schema, random));
  return JSON.stringify({ simulated: true, model: question.model, echo: shorten(question.lastText) });
}

function plainText(question: Question, random: Random): string {
  const verb = question.lastIsToolResult ? "The tool said" : "You said";
  const opening = `(simulated) ${question.model} here. ${verb}: "${shorten(question.lastText)}".`;
  const asked = /\b(\d{1,6}) (?:words|tokens)\b/i.exec(question.lastText)?.[1];
  const length = asked === undefined ? between(random, 12, 40) : Math.min(Number(asked), mostWords);
  return length === 0 ? opening : `${opening} ${sentences(random, length)}`;
}

function shorten(text: string): string {
  const line = text.slice(0, 1000).replace(/\s+/g, " ").trim();
  return line.length <= 80 ? line : `${Array.from(line).slice(0, 77).join("")}...`;
}
