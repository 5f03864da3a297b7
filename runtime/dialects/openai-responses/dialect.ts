import type { Dialect } from "../dialect.ts";
import { errors } from "../formats/chat-completions/errors.ts";
import { places, takesAsItCame } from "./parameters.ts";
import { request } from "./request.ts";
import { response } from "./response.ts";
import { stream } from "./stream.ts";

/** Responses: the only API of some models. Nothing is kept there. */
export const openaiResponses: Dialect = {
  wire: "responses",
  places,
  takesAsItCame,
  request,
  response,
  stream,
  errors,
};
