/** What may stand where the text of an entry should, made of the right one. */
import { newId } from "./entries.ts";

type Entry = { [name: string]: unknown; origin: Record<string, unknown>; answer: Record<string, unknown> };

const changed = (change: (entry: Entry) => object) => (text: string) => JSON.stringify(change(JSON.parse(text)));
const answered = (some: object) => changed((entry) => ({ ...entry, answer: { ...entry.answer, ...some } }));

export const wrongTexts: Readonly<Record<string, (text: string) => string>> = {
  "no JSON": () => "not an entry",
  nothing: () => "",
  "cut off": (text) => text.slice(0, -20),
  "a list": () => "[]",
  null: () => "null",
  "another's": changed((entry) => ({ ...entry, id: newId(), keys: ["of another"] })),
  "without an answer": changed(({ answer: _, ...entry }) => entry),
  "with an answer of another shape": changed((entry) => ({ ...entry, answer: { text: "x" } })),
  "with a part that nobody knows": answered({ parts: [{ kind: "song", text: "la" }] }),
  "with a part without text": answered({ parts: [{ kind: "text" }] }),
  "with an end that nobody knows": answered({ finish: "done" }),
  "with usage that is no number": answered({ usage: { input: "many" } }),
  "without a scope": changed((entry) => ({ ...entry, origin: { ...entry.origin, scope: undefined } })),
  "with keys that are no texts": changed((entry) => ({ ...entry, keys: [1] })),
  "with an expiry that is a text": changed((entry) => ({ ...entry, expires: "later" })),
  "with a question and no vector": changed((entry) => ({ ...entry, asked: "what?" })),
};
