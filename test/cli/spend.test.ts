import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { openStore } from "../../runtime/state/store/open-store.ts";
import type { UsageRow } from "../../runtime/state/store/usage-ledger.ts";
import type { SpendReport } from "../../schemas/spend.ts";
import { runCommand } from "./recording-terminal.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** The commands' clock stands at 2026-11-20. */
const row = (some: Partial<UsageRow>): UsageRow => ({
  ...{ day: "2026-11-20", key: "ci", team: "support", route: "chat", rule: "routes.ts:3", provider: "p", family: "f" },
  ...{ model: "small", requests: 1, input: 100, cacheRead: 40, cacheWrite: 0, output: 10, reasoning: 0 },
  ...{ cost: 1_000, unsettled: 0, unpriced: 0, cacheHits: 0 },
  ...some,
});

async function storeWith(...rows: UsageRow[]): Promise<string> {
  const state = `sqlite:${temporaryFolder({})("state.db")}`;
  const store = await openStore(state);
  await store.usage.add({ writer: "test", turn: 1, rows });
  await store.close();
  return state;
}

async function spend(state: string, ...words: string[]): Promise<string> {
  const { code, out, err } = await runCommand(["spend", "--state", state, ...words]);
  expect([code, err]).toEqual([0, ""]);
  return out;
}

async function reportOf(state: string, ...words: string[]): Promise<SpendReport> {
  return JSON.parse(await spend(state, "--format", "json", ...words)) as SpendReport;
}

async function complaint(...words: string[]): Promise<string> {
  const { code, out, err } = await runCommand(["spend", ...words]);
  expect([code, out]).toEqual([2, ""]);
  return err;
}

/** Cells of a file as RFC 4180 has it. */
function cellsOf(csv: string): string[][] {
  return csv
    .split("\r\n")
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,"]*))/g)].map(([, quoted, plain]) =>
        quoted === undefined ? plain! : quoted.replaceAll('""', '"'),
      ),
    );
}

test("without options it tells this month by team and model, dearest first, to the billionth of a dollar", async () => {
  const state = await storeWith(
    row({ day: "2026-10-31", cost: 77_000_000_000 }),
    row({ day: "2026-11-01", cost: 1_234_567_891 }),
    row({ team: "sales", model: "large", cost: 20_000_000_000, unsettled: 5_000_000, requests: 12 }),
    row({ team: "", model: "large", cost: 0 }),
  );
  expect(await spend(state)).toBe(`2026-11-01 to 2026-11-20, in UTC

team     model  requests  input  cached  output      cost USD  unsettled USD
sales    large        12    100      40      10  20.000000000          0.005
support  small         1    100      40      10   1.234567891          0.000
–        large         1    100      40      10   0.000000000          0.000
total                 14    300     120      30  21.234567891          0.005`);
});

test("what has no known price is not taken for free: it is said how many requests cost more", async () => {
  const state = await storeWith(row({ requests: 3, unpriced: 2 }), row({ model: "m2" }));
  expect(await spend(state)).toMatch(/\n\n2 attempts cost more than this: a price is not known\.$/);
  expect(await spend(state, "--format", "markdown")).toContain("2 attempts cost more than this");
  expect((await reportOf(state)).total.unpriced).toBe(2);
});

test.each([
  [["--from", "today"], "2026-11-20", "2026-11-20"],
  [["--from", "yesterday", "--to", "yesterday"], "2026-11-19", "2026-11-19"],
  [["--from", "7d"], "2026-11-14", "2026-11-20"],
  [["--from", "month"], "2026-11-01", "2026-11-20"],
  [["--from", "2026-02", "--to", "2026-02"], "2026-02-01", "2026-02-28"],
  [["--from", "2024-02", "--to", "2024-02"], "2024-02-01", "2024-02-29"],
  [["--from", "2025-12-31", "--to", "2026-12"], "2025-12-31", "2026-12-31"],
])("%j are the days from %s to %s, both included", async (words, from, to) => {
  const around = [-1, 0, 1].map((days) => (day: string) => {
    const at = new Date(`${day}T00:00:00Z`);
    at.setUTCDate(at.getUTCDate() + days);
    return at.toISOString().slice(0, 10);
  });
  const days = [...new Set([from, to].flatMap((day) => around.map((shifted) => shifted(day))))];
  const state = await storeWith(...days.map((day) => row({ day })));
  const report = await reportOf(state, "--by", "day", ...words);
  expect([report.from, report.to]).toEqual([from, to]);
  expect(report.rows.map(({ day }) => day)).toEqual(days.filter((day) => day >= from && day <= to).sort());
});

test("as JSON it keeps to the schema that is published, for every column and for none used", async () => {
  const schema = JSON.parse(readFileSync("schemas/generated/spend.schema.json", "utf8")) as object;
  const isReport = new Ajv2020({ strict: false }).compile(schema);
  const state = await storeWith(row({ cost: 1 }), row({ key: "other", cost: 2, cacheHits: 1 }));
  const report = await reportOf(state, "--by", "day,key,team,route,rule,provider,model,family");
  expect(isReport(report), JSON.stringify(isReport.errors)).toBe(true);
  expect(report.rows).toHaveLength(2);
  expect(report.rows[0]).toMatchObject({ key: "other", costNanoUsd: 2, cacheHits: 1 });
  expect(report.total.costNanoUsd).toBe(3);
  const none = await reportOf(state, "--from", "2020-01", "--to", "2020-01");
  expect(isReport(none), JSON.stringify(isReport.errors)).toBe(true);
  expect([none.rows, none.total.costNanoUsd]).toEqual([[], 0]);
  expect(await spend(state, "--from", "2020-01", "--to", "2020-01")).toBe(
    "Nothing was used from 2020-01-01 to 2020-01-31.",
  );
});

test("as CSV every name is one cell of one line, and none is a formula", async () => {
  const names = ['a,"b"', "=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "\t=1", "  =1", "＝1", "plain", "größe"];
  const state = await storeWith(...names.map((team, i) => row({ team, cost: 100 - i })));
  const [head, ...rows] = cellsOf(await spend(state, "--by", "team", "--format", "csv"));
  expect(head?.slice(0, 2)).toEqual(["team", "requests"]);
  expect(new Set(rows.map((cells) => cells.length))).toEqual(new Set([head?.length]));
  expect(rows.map(([team]) => team)).toEqual(names.map((name, i) => (i >= 1 && i <= 7 ? `'${name}` : name)));
  expect(rows[0]?.[head!.indexOf("cost_usd")]).toBe("0.0000001");
});

test("as CSV a name of two lines stays one cell", async () => {
  const state = await storeWith(row({ team: "two\r\nlines" }));
  expect(await spend(state, "--by", "team", "--format", "csv")).toContain('\r\n"two\r\nlines",1,');
});

test("as Markdown and on a terminal names are text alone", async () => {
  const state = await storeWith(row({ team: "a|b\n<img> [x](http://y)" }), row({ team: "\u001b[2J\u202e" }));
  const markdown = await spend(state, "--by", "team", "--format", "markdown");
  expect(markdown.split("\n")).toHaveLength(5);
  expect(markdown).toContain("a\\|b \\<img\\> \\[x\\]\\(http\\://y\\)");
  const shown = await spend(state, "--by", "team");
  expect(shown).toContain("\\u{1b}[2J\\u{202e}");
  expect(shown).toContain("a|b\\u{a}<img>");
});

describe("what it cannot read it refuses, with what to do", () => {
  test.each([
    [["--by", "teams"], /each part of --by is `day` or .*not `teams`/],
    [["--by", ""], /--by/],
    [["--from", "2026-02-30"], /--from is a day such as 2026-11-27.*not `2026-02-30`/],
    [["--from", "0d"], /not `0d`/],
    [["--from", "tomorrow"], /not `tomorrow`/],
    [["--to", "7d"], /--to is a day .*not `7d`/],
    [["--from", "2026-11-20", "--to", "2026-11-19"], /--from is 2026-11-20, which is after --to, 2026-11-19/],
    [["--format", "xml"], /--format is `table` or/],
    [["more"], /too many|Unexpected/],
    [["--state", "memory"], /seen by its own process alone/],
    [["--state", "postgres://somewhere"], /A store is memory, sqlite:<file> or redis/],
    [["--state", "sqlite:"], /names no file/],
    [["--state", "redis://127.0.0.1:1"], /127\.0\.0\.1:1/],
  ])("%j", async (words, expected) => {
    const state = words[0] === "--state" ? [] : ["--state", await storeWith()];
    expect(await complaint(...state, ...words)).toMatch(expected);
  });

  test("a store that is not there is not made", async () => {
    const file = temporaryFolder({})("none.db");
    expect(await complaint("--state", `sqlite:${file}`)).toContain(`there is no store \`${file}\``);
    expect(existsSync(file)).toBe(false);
  });

  test("a file of something else, and another program's database", async () => {
    const path = temporaryFolder({});
    writeFileSync(path("text.db"), "this is no database at all, and long enough to look at ".repeat(50));
    new DatabaseSync(path("other.db")).exec("CREATE TABLE t (a)");
    expect(await complaint("--state", `sqlite:${path("text.db")}`)).toContain("text.db");
    expect(await complaint("--state", `sqlite:${path("other.db")}`)).toContain("of another program");
  });
});
