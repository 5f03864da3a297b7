import { awsEventStream } from "../../wire/aws-event-stream.ts";
import type { Dialect } from "../dialect.ts";
import { counting } from "./counting.ts";
import { embeddings } from "./embeddings.ts";
import { errors } from "./errors.ts";
import { places } from "./parameters.ts";
import { request } from "./request.ts";
import { response } from "./response.ts";
import { stream } from "./stream.ts";

/** Converse, as Amazon Bedrock speaks it for the models of all makers. */
export const bedrockConverse: Dialect = {
  wire: "converse",
  framing: awsEventStream,
  places,
  acceptedIn: "additionalModelRequestFields",
  fetches: () => false,
  request,
  response,
  stream,
  errors,
  counting,
  embeddings,
};
