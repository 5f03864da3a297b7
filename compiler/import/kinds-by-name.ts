/** What a model is for, by its name, where nobody says it. */
import patterns from "./kinds-by-name.json" with { type: "json" };

const kinds = Object.entries(patterns).map(([kind, pattern]) => ({ kind, pattern: new RegExp(pattern, "i") }));

/** `chat` where the name says nothing. */
export function kindByName(model: string): string {
  return kinds.find(({ pattern }) => pattern.test(model))?.kind ?? "chat";
}
