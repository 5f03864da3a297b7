/** A request that is said to break a claim about targets is sent, with every provider failing: does it get there? */
import type { Witness } from "../../../../schemas/witness.ts";
import type { Violation } from "../check/violation.ts";
import type { EndpointName } from "../client/api.ts";
import { keyed } from "../client/random-request.ts";
import { type Claim, holdsOf, mentionsCost } from "../policy/claims.ts";
import type { Accounts } from "../upstream/accounts.ts";
import type { WireRecord } from "../upstream/desk.ts";
import type { Compiled } from "./compile-policy.ts";
import { inWordsOf } from "./in-words-of.ts";
import { Session } from "./session.ts";

export interface Refuted {
  readonly claim: Claim;
  readonly witness: Witness;
}

export async function replayWitness(
  compiled: Compiled,
  { claim, witness }: Refuted,
  accounts: Accounts,
): Promise<Violation[]> {
  if (claim.kind !== "every" || mentionsCost(claim.predicate)) return [];
  // Where not every failure goes on, which targets are seen is a matter of which fail.
  if (compiled.policy.routes.some(({ fallbackOn }) => fallbackOn)) return [];
  const { team = "", env = "", ...rest } = witness.key;
  const { key, authorization } = keyed({ ...rest, ...(team && { team }), ...(env && { env }) });
  const now = new Date(witness.at);
  const endpoint = (witness.endpoint ?? "chat") as EndpointName;
  const body = inWordsOf(endpoint, witness.request);
  if (!body) return [];
  const session = await Session.open({ ...compiled, policy: { ...compiled.policy, now } }, accounts, [key]);
  try {
    // As it is: a mark would be one more message, or another text.
    const asked = {
      endpoint,
      ...{
        marker: "",
        key,
        route: "",
        callsTool: false,
        stream: false,
        metadata: [],
        limits: [],
        hasWord: false,
        needs: [],
        tricks: [],
      },
      body: Buffer.from(JSON.stringify(body)),
      headers: ["authorization", authorization, "content-type", "application/json"],
    };
    const breaks = (records: readonly WireRecord[]): boolean =>
      records.some(({ model }) => model && !holdsOf(claim.predicate, model, 0));
    // What is asked beside an answer is asked where there is one.
    const { beside } = await session.exchange(asked);
    const { records, reply } = await session.exchange(asked, () => "401");
    if (breaks([...beside, ...records])) return [];
    const tried = records.map(({ model }) => model?.id).join(", ");
    const what = `"${claim.name}" is refuted with ${endpoint}: ${JSON.stringify(body).slice(0, 400)}, which went to ${tried}: ${reply.text.slice(0, 200)}`;
    return [{ kind: "witness", what }];
  } finally {
    await session.close();
  }
}
