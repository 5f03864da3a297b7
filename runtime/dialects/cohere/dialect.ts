import type { Dialect } from "../dialect.ts";
import { embeddings } from "./embeddings.ts";
import { errors } from "./errors.ts";
import { places } from "./parameters.ts";
import { request } from "./request.ts";
import { response } from "./response.ts";
import { stream } from "./stream.ts";

/** The second version of Cohere's chat. */
export const cohere: Dialect = { wire: "chat-v2", places, request, response, stream, errors, embeddings };
