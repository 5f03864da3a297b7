import { expect, test } from "vitest";
import { inOneVisit, inStep, lastInTurn } from "../../runtime/turn.ts";

/** What is done in a turn, in its order; it settles in the turn behind the next. */
function turn() {
  const done: string[] = [];
  const visit = (name: string): Promise<void> =>
    new Promise((resolve) => {
      inOneVisit(() => {
        done.push(name);
        resolve();
      });
    });
  const later = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return { done, visit, later };
}

test("what came whole asks a store twice, one after the other, and is written in the same turn", async () => {
  const { done, visit, later } = turn();
  const served = async (name: string): Promise<void> => {
    await visit(`limit of ${name}`);
    await visit(`hold of ${name}`);
    lastInTurn(() => done.push(`${name} is written`));
  };
  await new Promise<void>((resolve) => {
    for (const name of ["one", "other"]) inStep(() => void served(name));
    inStep(() => {
      setImmediate(() => {
        done.push("next turn");
        resolve();
      });
    });
  });
  await later();
  expect(done).toEqual([
    ...["limit of one", "limit of other", "hold of one", "hold of other"],
    ...["one is written", "other is written", "next turn"],
  ]);
});

test("what is asked before anything has come whole is asked with it", async () => {
  const { done, visit, later } = turn();
  const visits: Promise<void>[] = [visit("settlement")];
  inStep(() => {
    done.push("came");
    visits.push(visit("hold"));
  });
  await later();
  await Promise.all(visits);
  expect(done).toEqual(["came", "settlement", "hold"]);
});

test("whoever asks a store again and again leaves the turn", async () => {
  const { done, visit } = turn();
  let isOver = false;
  setTimeout(() => {
    isOver = true;
  }, 1);
  for (let i = 0; !isOver; i++) await visit(`${i}`);
  expect(done.length).toBeGreaterThan(0);
});
