/** The same violation by less: members of the request that do not matter are left out. */

import { Members, readAs, readJson } from "../bill/read-json.ts";
import { judge } from "../check/judge.ts";
import { clientApis } from "../client/apis.ts";
import type { Asked } from "../client/asked.ts";
import type { Found } from "./run-policy.ts";
import type { Session } from "./session.ts";

/** What shows the same kind in the fewest members; the found one itself where it takes an outage to see it. */
export async function smaller(found: Found, session: Session): Promise<Found> {
  let best = found;
  const names = membersOf(found.exchange?.asked);
  for (const name of names) {
    const asked = best.exchange && without(best.exchange.asked, name);
    if (!asked) continue;
    const exchange = await session.exchange(asked);
    const same = judge(exchange).find(({ kind }) => kind === found.kind);
    if (same) best = { ...same, seed: found.seed, exchange };
  }
  return best;
}

function membersOf(asked: Asked | undefined): string[] {
  const body = asked && parsed(asked);
  return body ? body.entries.map(([name]) => name) : [];
}

/** What is known of the request beside its bytes rests on these. */
const known: ReadonlySet<string> = new Set(["model", "metadata", "tools", "user"]);

/** All members of that name but what names the route and carries the mark. */
function without(asked: Asked, name: string): Asked | undefined {
  if (known.has(name) || name === clientApis[asked.endpoint].listName) return undefined;
  const body = parsed(asked);
  const kept = body?.entries.filter(([given]) => given !== name);
  if (!kept) return undefined;
  const members = kept.map(
    ([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(readAs(value, { takes: "last", folds: false }))}`,
  );
  return { ...asked, body: Buffer.from(`{${members.join(",")}}`) };
}

function parsed({ body }: Asked): Members | undefined {
  try {
    const json = readJson(body.toString("utf8"));
    return json instanceof Members ? json : undefined;
  } catch {
    return undefined;
  }
}
