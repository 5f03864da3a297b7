/** The facts of a witness, read by the code that the runtime reads requests with. */
import type { Witness } from "../../schemas/witness.ts";
import { chatFacts } from "../../semantics/facts/chat-said.ts";
import type { Facts } from "../../semantics/facts/facts.ts";
import { maySay } from "../../semantics/metadata.ts";
import type { PolicyIr, Route } from "../lower/ir.ts";

/** Whether its metadata is what the policy lets callers send. */
export function isSendable({ request }: Witness, { metadata }: PolicyIr): boolean {
  const declared = Object.fromEntries(metadata.map((field) => [field.name, field]));
  return maySay(declared, (request.metadata ?? {}) as Readonly<Record<string, unknown>>);
}

export function witnessFacts(
  { request, endpoint = "chat", key, at, state }: Witness,
  policy: PolicyIr,
  route: Route,
): Facts {
  const said = (request.metadata ?? {}) as Readonly<Record<string, unknown>>;
  const declared = policy.metadata.map(({ name }) => name).filter((name) => typeof said[name] === "string");
  return chatFacts({
    body: request,
    route: route.name,
    endpoint,
    key,
    metadata: Object.fromEntries(declared.map((name) => [name, said[name] as string])),
    now: new Date(at),
    state,
  });
}
