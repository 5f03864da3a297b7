import { type Refusal, refusalsOf } from "./refusal.ts";

export const ollama: readonly Refusal[] = refusalsOf([
  [
    "a content that is a list",
    { messages: [{ role: "user", content: [{ type: "text", text: "Hi" }] }] },
    /cannot unmarshal array into Go struct field ChatRequest\.messages\.content of type string/,
  ],
  ["an unknown role", { messages: [{ role: "developer", content: "Hi" }] }, /invalid role/],
  ["an option of the wrong type", { options: { temperature: "hot" } }, /must be of type float32/],
  ["an unknown effort", { think: "hard" }, /invalid think value/],
  ["a format that is a word", { format: "xml" }, /invalid format/],
]);
