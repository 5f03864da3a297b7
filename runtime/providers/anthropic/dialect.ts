import type { Dialect } from "../dialect.ts";
import { errors } from "./errors.ts";
import { request } from "./request.ts";
import { response } from "./response.ts";
import { stream } from "./stream.ts";

/** The Messages API, as Anthropic speaks it. */
export const anthropic: Dialect = { request, response, stream, errors };
