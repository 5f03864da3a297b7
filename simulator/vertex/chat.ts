// Mistral's models in a project of the cloud: chats, as that maker has them, at paths of the cloud's.
import { chat } from "../chat.ts";
import { serverSentEvents } from "../framing.ts";
import { isObject, type JsonObject } from "../json.ts";
import { toBody, toEvents } from "../openai/answer.ts";
import { toQuestion } from "../openai/request.ts";
import { badRequest } from "../problem.ts";
import type { Arrival, Endpoint } from "../wire.ts";

const publisher = "/publishers/mistralai/models";

/** The path names the model, as the body does, and whether the answer is a stream. */
export const chatInTheCloud: readonly Endpoint[] = (["rawPredict", "streamRawPredict"] as const).map((method) =>
  chat({
    path: new RegExp(`${publisher}/(?<model>[^/:]+):${method}$`),
    shown: `${publisher}/<model>:${method}`,
    framing: serverSentEvents,
    toQuestion: (arrival) => toQuestion(bodyOf(arrival, method)),
    toBody,
    toEvents,
  }),
);

/** Members of the maker's chat: others are refused. */
const members: ReadonlySet<string> = new Set([
  ...["model", "messages", "temperature", "top_p", "max_tokens", "stream", "stop", "random_seed", "response_format"],
  ...["tools", "tool_choice", "presence_penalty", "frequency_penalty", "n", "prediction", "parallel_tool_calls"],
  ...["prompt_mode", "safe_prompt"],
]);

function bodyOf({ named, body }: Arrival, method: "rawPredict" | "streamRawPredict"): JsonObject {
  if (!isObject(body)) return badRequest("The body is not a JSON object.");
  const unknown = Object.keys(body).find((name) => !members.has(name));
  if (unknown !== undefined) badRequest(`${unknown}: Extra inputs are not permitted`, unknown);
  if (body.model !== named.model) badRequest(`model: Input should be '${named.model}'`, "model");
  const isStream = method === "streamRawPredict";
  if ((body.stream === true) !== isStream) badRequest(`stream: Input should be ${isStream} at :${method}`, "stream");
  // A stream ends with its usage unasked.
  return isStream ? { ...body, stream_options: { include_usage: true } } : body;
}
