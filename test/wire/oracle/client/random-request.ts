/** One request of a client; of three, one is hostile. */

import { hashKey, type KeyRecord } from "../../../../runtime/state/keys.ts";
import { Random } from "../../../agreement/random.ts";
import type { WirePolicy } from "../policy/policy.ts";
import type { Trick } from "./api.ts";
import { clientApis } from "./apis.ts";
import { type Asked, markerOf } from "./asked.ts";
import { Draft } from "./draft.ts";
import { sayMore } from "./say-more.ts";
import { commonTricks } from "./tricks.ts";

const secret = ({ id }: Pick<KeyRecord, "id">) => `secret-of-${id}`;

const key = (id: string, more: Partial<KeyRecord>): KeyRecord => ({
  id,
  hash: hashKey(secret({ id })),
  tags: [],
  ...more,
});

export const keys: readonly KeyRecord[] = [
  key("key-1", { team: "red" }),
  key("key-2", { team: "blue", tags: ["vip"] }),
  key("key-3", {}),
  key("key-4", { team: "red", tags: ["vip", "beta"], direct: true }),
];

/** A key of that name, and what is sent to use it. */
export function keyed(known: Pick<KeyRecord, "id" | "tags"> & Partial<KeyRecord>): {
  key: KeyRecord;
  authorization: string;
} {
  return { key: key(known.id, known), authorization: `Bearer ${secret(known)}` };
}

export function randomRequest(seed: number, number: number, policy: Pick<WirePolicy, "routes" | "tricks">): Asked {
  const random = new Random(seed * 1_000_003 + number);
  const marker = markerOf(number);
  const key = random.pick(keys);
  const route = random.pick(policy.routes);
  // Seldom to a route that is for another operation.
  const isOfTexts = (route.operation === "embeddings") !== random.once(60);
  const api = clientApis[isOfTexts ? "embeddings" : random.pick(ofChats)];
  const draft = new Draft(marker, key, route.name, api);
  api.draft(random, draft);
  sayMore(new Random(seed * 1_000_003 + number + 500_000_000), draft);
  if (random.once(3)) useTricks(random, draft, { ...commonTricks, ...api.tricks }, policy.tricks);
  return draft.asked(`Bearer ${secret(draft.key)}`);
}

const ofChats = ["chat", "messages", "responses"] as const;

function useTricks(
  random: Random,
  draft: Draft,
  tricks: Readonly<Record<string, Trick>>,
  wanted: readonly string[] = [],
): void {
  const own = wanted.filter((name) => Object.hasOwn(tricks, name));
  const names = random.list(random.once(4) ? 2 : 1, () =>
    random.pick(own.length > 0 && random.once(2) ? own : Object.keys(tricks)),
  );
  for (const name of new Set(names)) {
    tricks[name]!(random, draft);
    draft.tricks.push(name);
  }
}
