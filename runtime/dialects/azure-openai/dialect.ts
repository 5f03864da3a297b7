import type { Dialect } from "../dialect.ts";
import { embeddings } from "../formats/chat-completions/embeddings.ts";
import { errors } from "../formats/chat-completions/errors.ts";
import { mendAnswer } from "../formats/chat-completions/mend-answer.ts";
import { places, takesAsItCame } from "../formats/chat-completions/places.ts";
import { relay } from "../formats/chat-completions/relay.ts";
import { request } from "../formats/chat-completions/request.ts";
import { response } from "../formats/chat-completions/response.ts";
import { stream } from "../formats/chat-completions/stream.ts";

/** Chat completions at a resource of one's own, where a deployment stands for the model. */
export const azureOpenai: Dialect = {
  wire: "chat-completions",
  places,
  takesAsItCame,
  request,
  response,
  stream,
  relay,
  mended: mendAnswer,
  errors,
  embeddings,
};
