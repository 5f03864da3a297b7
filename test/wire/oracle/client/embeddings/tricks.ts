/** What a hostile client does to a request for embeddings. */
import type { Trick } from "../api.ts";
import { bulk } from "../bulk-tricks.ts";

export const embeddingsTricks: Readonly<Record<string, Trick>> = {
  "large input": (random, draft) => draft.append("input", `${draft.marker} ${bulk(random)}`),
  "many inputs": (random, draft) => {
    const count = random.pick([97, 500, 2_049]);
    draft.set(
      "input",
      Array.from({ length: count }, (_, i) => `${draft.marker} ${i}`),
    );
    draft.hasWord = false;
  },
  "mixed inputs": (random, draft) => {
    draft.set("input", [draft.marker, random.pick([[1, 2], 7, null, "", { text: "x" }])]);
    draft.hasWord = false;
  },
  "large dimensions": (random, draft) => draft.set("dimensions", random.pick([0, 4_096, 70_000, 1.5])),
  "a stream": (_, draft) => draft.set("stream", true),
  "settings of the chat": (random, draft) => {
    const members = [
      ["messages", [{ role: "user", content: "more" }]],
      ["max_tokens", 50_000],
      ["n", 40],
      ["tools", [{ type: "function", function: { name: "f" } }]],
    ] as const;
    const [name, value] = random.pick(members);
    draft.set(name, value);
  },
  "settings of other hosts": (random, draft) => {
    const members = [
      ["truncate", true],
      ["texts", ["more"]],
      ["inputs", ["more"]],
      ["output_dimension", 4_096],
      ["embedding_types", ["int8"]],
      ["taskType", "RETRIEVAL_QUERY"],
    ] as const;
    const [name, value] = random.pick(members);
    draft.set(name, value);
  },
  "an odd purpose": (random, draft) => draft.set("input_type", random.pick(["x", "query", ""])),
};
