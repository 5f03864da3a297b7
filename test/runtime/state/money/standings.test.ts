import { expect, test } from "vitest";
import { Standings } from "../../../../runtime/state/money/standings.ts";
import type { Standing } from "../../../../runtime/state/store/accounts.ts";

const at = { now: 0, clock: 0 };
const held = (amount: number): Standing => ({ spent: 0, held: amount, unsettled: 0 });

/** Answers when it is told to. */
function slowStore() {
  const waiting: (() => void)[] = [];
  let says = held(0);
  return {
    standings: (accounts: readonly string[]): Promise<readonly Standing[]> => {
      const said = accounts.map(() => says);
      return new Promise((resolve) => waiting.push(() => resolve(said)));
    },
    says: (standing: Standing) => (says = standing),
    answer: () => waiting.shift()!(),
  };
}

test("what is settled, or learnt of a hold, while the store is asked is newer than its answer", async () => {
  const store = slowStore();
  const standings = new Standings(store);
  const first = standings.ask(["team"], at);
  store.answer();
  await first;
  standings.learn("team", 400);
  store.says(held(400));
  const refreshed = standings.refresh(at);
  standings.add("team", -250);
  store.answer();
  await refreshed;
  expect(standings.taken("team", 0)).toBe(150);
  const again = standings.refresh(at);
  standings.learn("team", 700);
  store.answer();
  await again;
  expect(standings.taken("team", 0)).toBe(700);
});

test("what others have spent is seen where nothing was done here meanwhile", async () => {
  const store = slowStore();
  const standings = new Standings(store);
  for (const amount of [0, 900]) {
    store.says(held(amount));
    const asked = amount === 0 ? standings.ask(["team"], at) : standings.refresh(at);
    store.answer();
    await asked;
    expect(standings.taken("team", 0)).toBe(amount);
  }
});
