import { describe, expect, test } from "vitest";
import type { Box } from "../../../../compiler/regions/box.ts";
import type { Column } from "../../../../compiler/regions/columns.ts";
import { findPoint } from "../../../../compiler/regions/search/find-point.ts";
import type { Cells, Columns, Realised } from "../../../../compiler/regions/search/point.ts";
import { Work } from "../../../../compiler/regions/search/work.ts";
import { seededRandom } from "../../../../simulator/random.ts";
import { hasPoint, holds, type SmallQuestion, SmallTheory, smallQuestion } from "./small-questions.ts";

const ENOUGH = 1_000_000;

function smallQuestions(count: number): SmallQuestion[] {
  return Array.from({ length: count }, (_, i) => smallQuestion(seededRandom("find-point", i)));
}

function answer(question: SmallQuestion) {
  return findPoint({ ...question, theory: new SmallTheory(question) }, new Work(ENOUGH));
}

describe("small questions are answered as looking at every point answers them", () => {
  const answered = smallQuestions(4000).map((question) => ({ question, answer: answer(question) }));

  test("none is left undecided, and each kind of answer occurs", () => {
    const kinds = answered.map(({ answer }) =>
      answer.kind === "undecided" ? "undecided" : `${answer.kind} by ${answer.by}`,
    );
    expect([...new Set(kinds)].sort()).toEqual(["found by search", "none by cover", "none by solver"]);
  });

  test("what is found is inside, outside of all boxes, and possible", () => {
    for (const { question, answer } of answered) {
      if (answer.kind !== "found") continue;
      expect(holds(question.inside, answer.value)).toBe(true);
      const excluded = [...question.outside, ...question.impossible];
      expect(excluded.filter((box) => holds(box, answer.value))).toEqual([]);
    }
  });

  test("where nothing is found there is nothing, and the boxes named suffice for that", () => {
    for (const { question, answer } of answered) {
      if (answer.kind !== "none") continue;
      const named = answer.outside.map((index) => question.outside[index]!);
      expect(answer.outside).toEqual([...new Set(answer.outside)].sort((a, b) => a - b));
      expect(hasPoint({ ...question, outside: named })).toBe(false);
    }
  });

  test("with one of the named boxes missing there is a point", () => {
    for (const { question, answer } of answered) {
      if (answer.kind !== "none" || answer.by !== "solver") continue;
      for (const index of answer.outside) {
        const others = answer.outside.filter((other) => other !== index).map((other) => question.outside[other]!);
        expect(hasPoint({ ...question, outside: others })).toBe(true);
      }
    }
  });
});

test("the same question has the same answer, and costs the same work", () => {
  for (const question of smallQuestions(200)) {
    const [first, second] = [new Work(ENOUGH), new Work(ENOUGH)];
    const ask = (work: Work) => findPoint({ ...question, theory: new SmallTheory(question) }, work);
    expect(ask(second)).toEqual(ask(first));
    // New columns, so that nothing is remembered from before.
    const third = new Work(ENOUGH);
    const columns = new Map(question.columns);
    findPoint({ ...question, columns, theory: new SmallTheory(question) }, third);
    expect([second.left, third.left]).toEqual([first.left, first.left]);
  }
});

/** Each of `pigeons` sits in a hole of its own: with fewer holes there is no point, and no short proof. */
function pigeonholes(pigeons: number, holes: number): { columns: Columns; outside: Box[] } {
  const values = Array.from({ length: holes - 2 }, (_, i) => `hole-${i}`);
  const keys = Array.from({ length: pigeons }, (_, i) => `pigeon-${i}`);
  const outside = keys.flatMap((a, i) =>
    keys
      .slice(i + 1)
      .flatMap((b) =>
        Array.from({ length: holes }, (_, hole): Box => new Map([a, b].map((key) => [key, holeOf(hole)]))),
      ),
  );
  return { columns: new Map(keys.map((fact): [string, Column] => [fact, { kind: "string", fact, values }])), outside };
}

function holeOf(hole: number): bigint {
  return 1n << BigInt(hole);
}

const anything = { impossible: [], realise: (cells: Cells): Realised<Cells> => ({ kind: "real", value: cells }) };

test("pigeons that fit are placed, those that do not are proved not to", () => {
  const fits = findPoint({ ...pigeonholes(6, 6), inside: new Map(), theory: anything }, new Work(ENOUGH));
  expect(fits.kind === "found" && new Set(fits.value.values()).size).toBe(6);
  const { columns, outside } = pigeonholes(5, 4);
  const answer = findPoint({ columns, outside, inside: new Map(), theory: anything }, new Work(ENOUGH));
  expect(answer).toEqual({ kind: "none", by: "solver", outside: [...outside.keys()] });
});

test("a question that is too hard is undecided when its work is spent, and not much later", () => {
  const work = new Work(ENOUGH);
  const answer = findPoint({ ...pigeonholes(14, 13), inside: new Map(), theory: anything }, work);
  expect(answer).toEqual({ kind: "undecided", why: "the work allowed for it is spent" });
  expect(work.left).toBeLessThanOrEqual(0);
  expect(work.left).toBeGreaterThan(-ENOUGH / 10);
});

describe("the theory", () => {
  const columns: Columns = new Map<string, Column>([
    ["images", { kind: "number", fact: "images", cuts: [1, 4] }],
    ["needs.vision", { kind: "boolean", fact: "needs.vision" }],
    ["stream", { kind: "boolean", fact: "stream" }],
  ]);

  test("is asked with the cells that no box tells apart, of every column that is named", () => {
    const asked: Cells[] = [];
    const realise = (cells: Cells): Realised<Cells> => {
      asked.push(cells);
      return { kind: "real", value: cells };
    };
    const inside: Box = new Map([["images", 0b1100n]]);
    const outside: Box[] = [
      new Map([["needs.vision", 0b01n]]),
      new Map([
        ["images", 0b0010n],
        ["stream", 0b1n],
      ]),
    ];
    const theory = { impossible: [], realise };
    const answer = findPoint({ columns, inside, outside, theory }, new Work(ENOUGH));
    expect(answer.kind).toBe("found");
    expect(asked).toEqual([
      new Map([
        ["images", 0b1100n],
        ["needs.vision", 0b10n],
      ]),
    ]);
  });

  test("may rule out cells with a box that cuts finer than the question", () => {
    const noVision: Box = new Map([
      ["needs.vision", 0b01n],
      ["images", 0b1100n],
    ]);
    const realise = ({ values }: { values: Cells }): Realised<Cells> =>
      values.get("needs.vision") === 0b01n && values.get("images") === 0b1100n
        ? { kind: "impossible", box: noVision }
        : { kind: "real", value: values };
    const theory = { impossible: [], realise: (values: Cells) => realise({ values }) };
    const inside: Box = new Map([["images", 0b1100n]]);
    const outside: Box[] = [
      new Map([
        ["needs.vision", 0b10n],
        ["stream", 0b01n],
      ]),
      new Map([["stream", 0b10n]]),
    ];
    const answer = findPoint({ columns, inside, outside, theory }, new Work(ENOUGH));
    expect(answer).toEqual({ kind: "none", by: "solver", outside: [0, 1] });
  });

  test("that does not know leaves it undecided, with the reason of the first point", () => {
    const theory = {
      impossible: [],
      realise: (): Realised<never> => ({ kind: "unknown", why: "no such text was found" }),
    };
    const outside: Box[] = [new Map([["stream", 0b01n]])];
    const answer = findPoint({ columns, inside: new Map(), outside, theory }, new Work(ENOUGH));
    expect(answer).toEqual({ kind: "undecided", why: "no such text was found" });
  });

  test("that knows other points leads to one of these", () => {
    const realise = (cells: Cells): Realised<string> =>
      cells.get("stream") === 0b10n && cells.get("images") === 0b1000n
        ? { kind: "real", value: "streamed" }
        : { kind: "unknown", why: "not tried" };
    const theory = { impossible: [], realise };
    const outside: Box[] = [
      new Map([
        ["stream", 0b01n],
        ["images", 0b1000n],
      ]),
    ];
    const answer = findPoint({ columns, inside: new Map(), outside, theory }, new Work(ENOUGH));
    expect(answer).toMatchObject({ kind: "found", value: "streamed" });
  });

  test("that rules out a box without the point is not believed", () => {
    const elsewhere: Box = new Map([["stream", 0b10n]]);
    const realise = (): Realised<never> => ({ kind: "impossible", box: elsewhere });
    const theory = { impossible: [], realise };
    const inside: Box = new Map([["stream", 0b01n]]);
    const answer = findPoint({ columns, inside, outside: [], theory }, new Work(ENOUGH));
    expect(answer).toEqual({ kind: "undecided", why: "no request could be made of a point" });
  });

  test("may have ruled out everything from the beginning", () => {
    const theory = { ...anything, impossible: [new Map([["stream", 0b01n]])] };
    const inside: Box = new Map([["stream", 0b01n]]);
    const answer = findPoint({ columns, inside, outside: [inside], theory }, new Work(ENOUGH));
    expect(answer).toEqual({ kind: "none", by: "cover", outside: [] });
  });
});

test("a question over columns that are not given is refused", () => {
  const inside: Box = new Map([["stream", 1n]]);
  const ask = () => findPoint({ columns: new Map(), inside, outside: [], theory: anything }, new Work(ENOUGH));
  expect(ask).toThrow("a box over other columns: stream");
});
