import { ChatSaid } from "../../../semantics/facts/chat-said.ts";
import { parameterNamed } from "../../../semantics/parameters/names.ts";
import { fixParameters } from "../../operations/chat/with-fixed.ts";
import type { ChatEndpoint } from "../endpoint.ts";
import { errorObject } from "../error-object.ts";
import { TranslateSteps } from "../translate-steps.ts";
import { isListed } from "./check-parameters.ts";
import { readResponses } from "./read-request.ts";
import { responseHead } from "./response-object.ts";
import { Seal } from "./sealed.ts";
import { writeResponse } from "./write-answer.ts";
import { ResponseStream } from "./write-stream.ts";

/** POST /v1/responses. `secret`: what ids and reasoning are sealed with; without one no other process can open them. */
export function responses(secret: string | undefined): ChatEndpoint {
  const seal = new Seal(secret);
  return {
    name: "responses",
    contentName: "input",
    wire: "responses",
    read: (body) => readResponses(body, seal),
    fix: fixParameters,
    // Of what is left out the kind stands behind a dot.
    isParameter: (name) => parameterNamed(name) !== undefined || isListed(name.replace(/\..*$/, "")),
    said: (body) => new ChatSaid(body),
    wantsUsage: () => true,
    answer: (answer, model, request) => JSON.stringify(writeResponse(answer, model, request, seal)),
    translate: (reader, { model, request }) =>
      new TranslateSteps(reader, new ResponseStream(responseHead(model, request), seal)),
    refusal: (refusal) => JSON.stringify({ error: errorObject(refusal) }),
  };
}
