/** One request of a client; of three, one is hostile. */

import { hashKey, type KeyRecord } from "../../../../runtime/state/keys.ts";
import { Random } from "../../../agreement/random.ts";
import type { WirePolicy } from "../policy/policy.ts";
import { type Asked, markerOf } from "./asked.ts";
import { Draft } from "./draft.ts";
import { tricks } from "./tricks.ts";
import { draftUsual } from "./usual-request.ts";

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
  const draft = new Draft(markerOf(number), random.pick(keys), random.pick(policy.routes).name);
  draftUsual(random, draft);
  if (random.once(3)) {
    const names = random.list(random.once(4) ? 2 : 1, () =>
      random.pick(policy.tricks && random.once(2) ? policy.tricks : Object.keys(tricks)),
    );
    for (const name of new Set(names)) {
      tricks[name]!(random, draft);
      draft.tricks.push(name);
    }
  }
  return draft.asked(`Bearer ${secret(draft.key)}`);
}
