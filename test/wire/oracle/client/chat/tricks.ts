/** What a hostile client does to a chat completion. */
import type { Trick } from "../api.ts";
import { schema } from "../tool.ts";
import { chatBulkTricks } from "./bulk-tricks.ts";
import { image } from "./usual.ts";

export const chatTricks: Readonly<Record<string, Trick>> = {
  "both limits": (random, draft) => {
    const limits = random.pick([
      [90_000, 10],
      [10, 90_000],
      [7, 7],
    ]);
    for (const [i, name] of ["max_tokens", "max_completion_tokens"].entries()) {
      draft.set(name, limits[i]);
    }
    // The newer name has replaced the older one.
    draft.limits.splice(0, Number.POSITIVE_INFINITY, limits[1]!);
  },
  "spoken answer": (_, draft) => {
    draft.needs.add("audio");
    draft.set("modalities", ["text", "audio"]);
    draft.set("audio", { voice: "ash", format: "pcm16" });
  },
  "a form of the answer": (random, draft) => {
    const json_schema = { name: "point", schema: random.pick([schema, { type: "object", properties: {} }]) };
    draft.set("response_format", random.pick([{ type: "json_schema", json_schema }, { type: "json_object" }]));
  },
  "custom tool": (_, draft) => draft.append("tools", { type: "custom", custom: { name: "shell", description: "x" } }),
  "stored file": (_, draft) => {
    draft.needs.add("pdf");
    draft.append("messages", { role: "user", content: [{ type: "file", file: { file_id: `file-${draft.marker}` } }] });
    draft.hasWord = false;
  },
  "small tools": (_, draft) => {
    const tools = Array.from({ length: 100 }, () => ({ type: "function", function: { name: "f" } }));
    draft.set("tools", tools);
  },
  "built-in tools": (_, draft) =>
    draft.set(
      "tools",
      Array.from({ length: 120 }, () => ({ type: "web_search" })),
    ),
  pictures: (random, draft) => {
    draft.needs.add("vision");
    draft.hasWord = false;
    draft.append("messages", { role: "user", content: random.list(1 + random.integer(12), () => image(random)) });
  },
  "long cache": (_, draft) => {
    const cached = { type: "text", text: "Remember this.", cache_control: { type: "ephemeral", ttl: "1h" } };
    draft.append("messages", { role: "user", content: [cached] });
    draft.hasWord = false;
  },
  ...chatBulkTricks,
};
