/** A request for what its route or target is not for. */
import { answeredBy, type Operation, operationOf } from "../../semantics/operation.ts";
import { type Refusal, shown } from "../refusal.ts";
import type { LoadedRoute } from "../table/loaded-table.ts";
import type { ReadyTarget } from "./ready-targets.ts";

/** Why the route serves no request of the endpoint; undefined where it may. */
export function otherOperation(endpoint: string, { name, answers }: LoadedRoute): Refusal | undefined {
  const asked = operationOf(endpoint);
  return answers.size === 0 || answers.has(asked) ? undefined : refusal(asked, `The route "${shown(name)}"`);
}

/** The same of a target that the client names itself. */
export function otherOperationOf(endpoint: string, { id, target }: ReadyTarget): Refusal | undefined {
  const asked = operationOf(endpoint);
  return answeredBy(target) === asked ? undefined : refusal(asked, `The target "${shown(id)}"`);
}

function refusal(asked: Operation, what: string): Refusal {
  const message =
    asked === "embeddings"
      ? `${what} is for chats: it makes no embeddings. Name a route of embedding models.`
      : `${what} is for embeddings: it answers no chats. Send the request to /v1/embeddings, or name a route of chat models.`;
  return { status: 400, kind: "invalid", code: "unsupported", param: "model", message };
}
