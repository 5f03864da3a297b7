import { number, textTable } from "../../text-table.ts";
import { type Counted, MOST_WRONG, type PairsResult, type SetResult } from "./run-pairs.ts";

export function printPairs({ sealed, tuned }: PairsResult): string {
  return [
    setTable("sealed", sealed),
    groupTable(sealed),
    verdicts(sealed),
    "",
    setTable("tuned and opened", tuned),
  ].join("\n");
}

const share = (of: number, all: number) => `${of} of ${all}${all === 0 ? "" : `, ${number((100 * of) / all, 1)} %`}`;
const percent = (value: number) => `${number(100 * value, 1)} %`;

function setTable(name: string, { ours, bare, rival }: SetResult): string {
  const row = (way: string, of: Counted) => [
    way,
    share(of.right, of.may),
    share(of.wrong, of.mayNot),
    percent(of.wrongShare),
    percent(of.mostWrongShare),
  ];
  const rows = [
    row(`guard, and ${number(ours.threshold, 2)}`, ours),
    ...bare.map((each) => row(number(each.threshold, 2), each)),
    row(`${number(rival.threshold, 4)}, hits as often`, rival),
  ];
  const heads = ["least similarity", "right hits", "wrong hits", "wrong of hits", "at most (95 %)"];
  return textTable(`Cache: ${name} pairs, each counted once`, heads, rows);
}

function groupTable({ groups }: SetResult): string {
  const rows = groups.map(({ name, ours, bare }) => [
    name,
    share(ours.right, ours.may),
    share(ours.wrong, ours.mayNot),
    share(bare.right, bare.may),
    share(bare.wrong, bare.mayNot),
  ]);
  return textTable(
    "By language and by what pairs differ by",
    ["", "ours: right", "wrong", "0.90: right", "wrong"],
    rows,
  );
}

function verdicts({ ours, rival }: SetResult): string {
  const fewest = rival.wrong >= ours.wrong;
  return [
    `${fewest ? "holds" : "FAILS"}  No bare threshold that hits as often has fewer wrong hits: ${ours.wrong} to ${rival.wrong}`,
    `${ours.wrongShare <= MOST_WRONG ? "holds" : "FAILS"}  Of hits at most ${percent(MOST_WRONG)} are wrong: ${share(ours.wrong, ours.right + ours.wrong)}`,
  ].join("\n");
}
