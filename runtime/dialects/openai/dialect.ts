import type { Dialect } from "../dialect.ts";
import { embeddings } from "./embeddings.ts";
import { errors } from "./errors.ts";
import { places } from "./parameters.ts";
import { relay } from "./relay.ts";
import { request } from "./request.ts";
import { response } from "./response.ts";
import { stream } from "./stream.ts";

/** Chat completions, as OpenAI and most hosts of open models speak it. */
export const openai: Dialect = {
  wire: "chat-completions",
  places,
  request,
  response,
  stream,
  relay,
  errors,
  embeddings,
};
