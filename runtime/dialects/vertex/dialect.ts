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

/** Files of the cloud's storage, and one site of videos. */
const readable = /^(gs:\/\/|https:\/\/((www\.)?youtube\.com\/watch\?|youtu\.be\/))/;

const host: Host = { takesCallIds: false, reads: (url) => readable.test(url) };
const notOffered = leftOut(places);

/** generateContent, as Vertex AI speaks it. */
export const vertex: Dialect = {
  wire: "generate-content",
  places,
  fetches: host.reads,
  request: (asked, target) => writeRequest(asked, target, { host, notOffered }),
  response,
  stream,
  errors,
  counting: countTokens(({ contents, systemInstruction, tools, generationConfig }) => {
    return { contents, systemInstruction, tools, generationConfig };
  }),
  embeddings,
};
