import type { Dialect } from "../dialect.ts";
import { countTokens } from "../formats/generate-content/counting.ts";
import { errors } from "../formats/generate-content/errors.ts";
import type { Host } from "../formats/generate-content/host.ts";
import { writeRequest } from "../formats/generate-content/request.ts";
import { response } from "../formats/generate-content/response.ts";
import { stream } from "../formats/generate-content/stream.ts";
import { leftOut } from "../places.ts";
import { embeddings } from "./embeddings.ts";
import { places } from "./parameters.ts";

/** Files of its own store, and one site of videos. */
const readable =
  /^https:\/\/(generativelanguage\.googleapis\.com\/\w+\/files\/|(www\.)?youtube\.com\/watch\?|youtu\.be\/)/;

const host: Host = { takesCallIds: true, reads: (url) => readable.test(url) };
const notOffered = leftOut(places);

/** generateContent, as the developers' API of Gemini speaks it. */
export const gemini: Dialect = {
  wire: "generate-content",
  places,
  fetches: host.reads,
  request: (asked, target) => writeRequest(asked, target, { host, notOffered }),
  response,
  stream,
  errors,
  counting: countTokens((body, { model }) => ({ generateContentRequest: { model: `models/${model}`, ...body } })),
  embeddings,
};
