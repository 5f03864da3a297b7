/** The facts of a witness, read by the code that the runtime reads requests with. */
import type { Witness } from "../../schemas/witness.ts";
import { chatFacts } from "../../semantics/facts/chat-said.ts";
import type { Facts } from "../../semantics/facts/facts.ts";
import { maySay } from "../../semantics/metadata.ts";
import type { PolicyIr, Route } from "../lower/ir.ts";

/** Whether its metadata is what the policy lets callers send. */
export function isSendable({ request, headers = {} }: Witness, { metadata }: PolicyIr): boolean {
  const declared = (isHeader: boolean) =>
    Object.fromEntries(
      metadata.flatMap((field) => ((field.isHeader ?? false) === isHeader ? [[field.name, field]] : [])),
    );
  return (
    maySay(declared(false), (request.metadata ?? {}) as Readonly<Record<string, unknown>>) &&
    maySay(declared(true), headers)
  );
}

export function witnessFacts(
  { request, headers, endpoint = "chat", key, at, state }: Witness,
  policy: PolicyIr,
  route: Route,
): Facts {
  const said = (request.metadata ?? {}) as Readonly<Record<string, unknown>>;
  const fields = policy.metadata.filter(({ isHeader }) => !isHeader);
  const declared = fields.map(({ name }) => name).filter((name) => typeof said[name] === "string");
  return chatFacts({
    body: request,
    route: route.name,
    endpoint,
    key,
    metadata: Object.fromEntries(declared.map((name) => [name, said[name] as string])),
    headers,
    now: new Date(at),
    state,
  });
}
