/** Faults in what is counted of a request, and in what a rule sees of its text. */
import type { WireMutant } from "./mutant.ts";

const INPUT = "semantics/tokens/input-tokens.ts";
const MESSAGES = "semantics/tokens/message-tokens.ts";

export const countedMutants: readonly WireMutant[] = [
  {
    why: "the older functions, and members that no list has, count nothing",
    theme: "much text",
    policies: 8,
    edits: [
      {
        file: INPUT,
        find: 'else if (name === "tools" || name === "functions") addTools(sum, value);',
        replace: 'else if (name === "tools") addTools(sum, value);',
      },
      {
        file: INPUT,
        find: "else if (!isControl(name, value)) addMember(sum, name, value);",
        replace: 'else if (name === "prediction") addMember(sum, name, value);',
      },
    ],
  },
  {
    why: "what an assistant has thought, and names, count nothing",
    theme: "much text",
    policies: 16,
    edits: [
      {
        file: MESSAGES,
        find: "texts.has(name)) sum.text(member);",
        replace: 'texts.has(name)) sum.text("");',
      },
    ],
  },
  {
    why: "parts of a message that have no rule count nothing",
    theme: "much text",
    policies: 40,
    edits: [
      {
        file: MESSAGES,
        find: 'else if (typeof member === "string" && name === kind) sum.text(member);',
        replace: 'else if (name !== "text") continue; else if (typeof member === "string") sum.text(member);',
      },
    ],
  },
  {
    why: "a number counts as one digit, however it is printed",
    theme: "much text",
    policies: 12,
    edits: [
      {
        file: "semantics/tokens/token-sum.ts",
        find: "const printed = printJson(value);",
        replace: 'const printed = printJson(value).replace(/\\d{12,}/g, "1");',
      },
    ],
  },
  {
    why: "what the policy adds is not counted",
    theme: "large additions",
    edits: [
      {
        file: "semantics/fixed-parameters.ts",
        find: 'chatParameters[parameter].effect === "content"',
        replace: 'chatParameters[parameter].effect === ""',
      },
      {
        file: "semantics/tokens/added-tokens.ts",
        find: "if (set === undefined) return nothing;",
        replace: "if (set !== null) return nothing;",
      },
    ],
  },
  {
    why: "a condition sees the first 262,144 characters of a text",
    theme: "a word in the text",
    policies: 8,
    edits: [
      {
        file: "semantics/facts/chat-said.ts",
        find: "this.#text ??= lastUserText(this.#body);",
        replace: "this.#text ??= lastUserText(this.#body).slice(0, 262_144);",
      },
    ],
  },
];
