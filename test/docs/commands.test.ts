/**
 * Every command of the documentation is run as it stands, and what a page shows of its output is what it prints.
 *
 * A block of `sh` is run in a shell, after those above it on its page, in a folder of that page (`commands/scenes.ts`). A text right
 * behind it, or a block `output` of another language, is what it prints; `printed=<name>` is printed by what `commands/printed.ts` has
 * under that name. In all of them `…` stands for what is left out. `exit=1` behind `sh` is the exit code of a command that finds
 * something. What is not run stands, with the reason, in `commands/not-run.ts`.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { temporaryFolder } from "../cli/temporary-folder.ts";
import { isThorough } from "../thorough.ts";
import { type Block, blocksOf, option, pages } from "./blocks.ts";
import { difference } from "./commands/elided.ts";
import { NOT_RUN, notRun } from "./commands/not-run.ts";
import { printed } from "./commands/printed.ts";
import { type Scene, scenes } from "./commands/scenes.ts";
import { type CommandLine, openCommandLine, type Room, runBlocks } from "./commands/shell.ts";

const blocks = pages.flatMap(blocksOf);
const isCommand = ({ language }: Block): boolean => language === "sh";
const isText = ({ language, info }: Block): boolean => ["", "text"].includes(language) && info === "";

/** `before`: the block above it on its page. */
function isOutput(block: Block, before: Block | undefined): boolean {
  return /^output\b/.test(block.info) || (isText(block) && before !== undefined && isCommand(before));
}

function above(block: Block): Block | undefined {
  const other = blocks[blocks.indexOf(block) - 1];
  return other?.page === block.page ? other : undefined;
}

function isNotRun({ page, text }: Block): boolean {
  return notRun.some((entry) => entry.page === page && text.startsWith(entry.begins));
}

/** Takes longer than all others together. */
const isLong = ({ text }: Block, { long = [] }: Scene): boolean => long.some((begin) => text.startsWith(begin));

describe("every block of the documentation is of a known kind", () => {
  test("what a command prints says so, and by which command", () => {
    // Programs of others, and files of theirs, are neither.
    const printing = ["", "text", "console", "bash", "shell"];
    const unknown = blocks.filter(
      (block) =>
        printing.includes(block.language) &&
        !isOutput(block, above(block)) &&
        !option("printed", block) &&
        block.info !== "diagram",
    );
    expect(unknown.map(({ page, line }) => `${page}:${line}`)).toEqual([]);
  });

  test("output stands behind a command", () => {
    const lost = blocks.filter((block) => isOutput(block, above(block)) && !isCommand(above(block) ?? block));
    expect(lost.map(({ page, line }) => `${page}:${line}`)).toEqual([]);
  });

  test("what is not run is said once, with a reason, and is no more than it was", () => {
    expect(notRun.length).toBe(NOT_RUN);
    const found = notRun.map(
      ({ page, begins }) =>
        blocks.filter((block) => block.page === page && isCommand(block) && block.text.startsWith(begins)).length,
    );
    expect(found).toEqual(notRun.map(() => 1));
  });
});

let commandLine: CommandLine;
beforeAll(async () => {
  commandLine = await openCommandLine();
});
afterAll(() => commandLine.close());

/** Folders of the test: where its commands run, and one for what runs them. */
function room(files: Readonly<Record<string, string>>): Room {
  const path = temporaryFolder({});
  const [folder, beside] = [path("work"), path("beside")];
  for (const made of [folder, beside]) mkdirSync(made);
  for (const [name, text] of Object.entries(files)) writeFileSync(`${folder}/${name}`, text);
  return { folder, beside, commandLine };
}

describe("commands of the documentation", () => {
  const withCommands = pages.filter((page) =>
    blocks.some((block) => block.page === page && isCommand(block) && !isNotRun(block)),
  );

  test.each(withCommands)("%s", async (page) => {
    const scene = scenes[page] ?? {};
    const own = blocks.filter((block) => block.page === page);
    const commands = own.filter(
      (block) => isCommand(block) && !isNotRun(block) && (isThorough || !isLong(block, scene)),
    );
    const place = room(filesOf(own, scene));
    await scene.prepare?.(place.folder);
    const texts = [scene.before ?? ":", ...commands.map(({ text }) => replaced(text, scene))];
    try {
      const [before, ...ran] = await runBlocks(texts, place);
      expect(before!.failed, before!.output).toEqual([]);
      for (const [i, block] of commands.entries()) told(block, own[own.indexOf(block) + 1], ran[i]!);
    } finally {
      await commandLine.endAll();
    }
  });
});

describe("what the documentation shows of other commands is printed by them", () => {
  const shown = blocks.filter((block) => option("printed", block));
  test.each(shown)("$page:$line", async (block) => {
    const printing = printed[option("printed", block)!];
    expect(printing).toBeDefined();
    if (typeof printing === "function") return expect(difference(block.text, printing())).toBeUndefined();
    if (printing!.isLong && !isThorough) return;
    const [{ output } = { output: "" }] = await runBlocks([printing!.script], room(printing!.files));
    expect(difference(block.text, output), output).toBeUndefined();
  });

  test("nothing is kept to print that is not shown", () => {
    expect(new Set(shown.map((block) => option("printed", block)))).toEqual(new Set(Object.keys(printed)));
  });
});

/** Those that the page names or that its scene has. */
function filesOf(own: readonly Block[], { files, named = {}, isBare }: Scene): Record<string, string> {
  const said = isBare
    ? []
    : own.flatMap((block) => (option("file", block) ? [[option("file", block)!, block.text] as const] : []));
  const byLanguage = Object.entries(named).map(([language, name]) => {
    const block = own.find((one) => [one.language, `${one.language} ${one.info}`].includes(language));
    return [name, block?.text ?? ""] as const;
  });
  return { ...files, ...Object.fromEntries([...said, ...byLanguage]) };
}

function replaced(text: string, { instead = {} }: Scene): string {
  return Object.entries(instead).reduce((so, [from, to]) => so.replaceAll(from, to), text);
}

function told(
  block: Block,
  next: Block | undefined,
  { output, code, failed }: Awaited<ReturnType<typeof runBlocks>>[number],
): void {
  const place = `${block.page}:${block.line} printed:\n${output}`;
  const expected = Number(option("exit", block) ?? 0);
  expect(code, place).toBe(expected);
  if (expected === 0) expect(failed, place).toEqual([]);
  if (next && isOutput(next, block)) expect(difference(next.text, output), place).toBeUndefined();
}
