import type { Dialect } from "../dialect.ts";
import { counting } from "./counting.ts";
import { errors } from "./errors.ts";
import { places } from "./parameters.ts";
import { relay } from "./relay.ts";
import { request, usualMaxOutput } from "./request.ts";
import { response } from "./response.ts";
import { stream } from "./stream.ts";

/** The Messages API, as Anthropic speaks it. */
export const anthropic: Dialect = {
  wire: "messages",
  places,
  usualMaxOutput,
  request,
  response,
  stream,
  relay,
  errors,
  counting,
};
