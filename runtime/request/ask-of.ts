/** From an admitted request and what was decided of it to what its targets are asked. */
import type { State } from "../../schemas/state.ts";
import type { TablePlan } from "../../schemas/table.ts";
import { Facts, type RequestFacts } from "../../semantics/facts/facts.ts";
import { countedFacts, servedFacts } from "../../semantics/plan-targets.ts";
import type { Failure } from "../failures.ts";
import type { Asked } from "../operations/asked.ts";
import type { Admitted } from "./admit.ts";
import type { Ask } from "./ask.ts";
import { traceHeaders } from "./trace-headers.ts";

export interface Served<R extends Asked> {
  admitted: Admitted<R>;
  facts: Facts;
}

/** The request with the parameters that the policy fixes: what is sent, counted and priced. */
export function withParameters<R extends Asked>(
  admitted: Admitted<R>,
  facts: Facts,
  set: TablePlan["set"],
): Served<R> | Failure {
  if (set === undefined) return { admitted, facts };
  const fixed = admitted.endpoint.fix(admitted, set);
  if ("class" in fixed) return fixed;
  const { request, body } = fixed;
  const others = admitted.request.others.filter((name) => !request.others.includes(name) && !Object.hasOwn(set, name));
  const read = { ...request, others: [...request.others, ...others] };
  return { admitted: { ...admitted, body, request: read }, facts: countedFacts(facts, servedFacts(facts, set), set) };
}

type AskParts = Pick<Ask, "facts" | "fixed" | "zeroRetention" | "unsupported" | "routingNames" | "maxOutputTokens">;

export function askOf<R extends Asked>(
  { raw, body, request, rawHeaders, inUse: { assembly } }: Admitted<R>,
  parts: AskParts,
): Ask<R> {
  return { raw, body, request, headers: traceHeaders(rawHeaders), rawHeaders, assembly, ...parts };
}

export function factsOf(
  { endpoint, key, body, textBytes, now }: Admitted,
  route: string,
  { metadata, headers }: Pick<RequestFacts, "metadata" | "headers">,
  state?: State,
): Facts {
  const said = endpoint.said(body);
  return new Facts({ said, route, endpoint: endpoint.name, key, metadata, headers, now, bytes: textBytes, state });
}
