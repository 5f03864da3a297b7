// Models of another maker in a project of the cloud: messages, as that maker has them, at paths of the cloud's.
import type { IncomingHttpHeaders } from "node:http";
import { toBody, toEvents } from "../anthropic/answer.ts";
import { toCounted, toQuestion } from "../anthropic/request.ts";
import { chat } from "../chat.ts";
import { counting } from "../counting.ts";
import { serverSentEvents } from "../framing.ts";
import { isObject, type JsonObject } from "../json.ts";
import { badRequest } from "../problem.ts";
import type { Arrival, Endpoint } from "../wire.ts";

const publisher = "/publishers/anthropic/models";

/** The only one that there is. */
const VERSION = "vertex-2023-10-16";

/** The path names the model, and whether the answer is a stream, which the body says as well; the version stands in the body. */
export const messagesInTheCloud: readonly Endpoint[] = [
  counting({
    ...path("count-tokens", "rawPredict"),
    toCounted: ({ body, headers }) => toCounted(unversioned(body, [undefined, VERSION]), inCloud(headers)),
    toBody: ({ promptTokens }) => ({ input_tokens: promptTokens }),
  }),
  ...(["rawPredict", "streamRawPredict"] as const).map((method) =>
    chat({
      ...path("(?<model>[^/:]+)", method),
      framing: serverSentEvents,
      toQuestion: (arrival) => toQuestion(bodyOf(arrival, method), inCloud(arrival.headers)),
      toBody,
      toEvents,
    }),
  ),
];

function path(model: string, method: string): Pick<Endpoint, "path" | "shown"> {
  const shown = model.startsWith("(") ? "<model>" : model;
  return {
    path: new RegExp(`${publisher}/${model}:${method}$`),
    shown: `${publisher}/${shown}:${method}`,
  };
}

function bodyOf({ named, body }: Arrival, method: "rawPredict" | "streamRawPredict"): JsonObject {
  const said = unversioned(body, [VERSION]);
  if (said.model !== undefined) badRequest("model: Extra inputs are not permitted");
  if ((said.stream === true) !== (method === "streamRawPredict"))
    badRequest(`stream: Input should be ${said.stream !== true} at :${method}`);
  return { ...said, model: named.model };
}

function unversioned(body: unknown, versions: readonly unknown[]): JsonObject {
  if (!isObject(body)) return badRequest("The request body is not a JSON object");
  const { anthropic_version: version, ...said } = body;
  if (!versions.includes(version))
    badRequest(`anthropic_version: ${version === undefined ? "Field required" : `Input should be '${VERSION}'`}`);
  return said;
}

/** As if the version stood where the maker has it. */
function inCloud(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return { ...headers, "anthropic-version": VERSION };
}
