/** Embeddings. */
import { type Fields, fields, list } from "../../upstream/dialects/dialect.ts";
import type { ClientApi } from "../api.ts";
import { isOpenaiError } from "../chat/api.ts";
import type { Heard } from "../heard.ts";
import { embeddingsTricks } from "./tricks.ts";
import { draftEmbeddings } from "./usual.ts";

export const embeddings: ClientApi = {
  endpoint: "embeddings",
  path: "/v1/embeddings",
  listName: "input",
  limitNames: [],
  settings: ["user"],
  say: (text) => text,
  withText: (item, change) => (typeof item === "string" ? change(item) : item),
  draft: draftEmbeddings,
  tricks: embeddingsTricks,
  whole,
  events: () => {
    throw new Error("vectors do not come in a stream");
  },
  told: () => ({}),
  ownNames: {},
  isRefusal: isOpenaiError,
};

function whole(body: Fields): Heard {
  const data = list(body.data).map(fields);
  if (body.object !== "list" || data.some(({ index }, i) => index !== i))
    throw new Error("it is no list of embeddings");
  const { prompt_tokens, total_tokens } = fields(body.usage);
  if (prompt_tokens !== total_tokens) throw new Error(`total_tokens is ${String(total_tokens)}`);
  const usage = { input: Number(prompt_tokens), output: 0 };
  return { texts: [], calls: [], vectors: data.map(({ embedding }) => numbersOf(embedding)), usage };
}

/** A list, or base64 of numbers of 32 bits, the lowest byte first. */
function numbersOf(embedding: unknown): number[] {
  if (typeof embedding !== "string") return list(embedding).map(Number);
  const bytes = Buffer.from(embedding, "base64");
  return Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(4 * i));
}
