import { jsonLines } from "../../wire/ndjson.ts";
import type { Dialect } from "../dialect.ts";
import { embeddings } from "./embeddings.ts";
import { errors } from "./errors.ts";
import { places } from "./parameters.ts";
import { request } from "./request.ts";
import { response } from "./response.ts";
import { stream } from "./stream.ts";

/** Ollama's own chat. */
export const ollama: Dialect = {
  wire: "api-chat",
  framing: jsonLines,
  places,
  acceptedIn: "options",
  fetches: () => false,
  request,
  response,
  stream,
  errors,
  embeddings,
};
