/** The page of the command line is what the commands say of themselves; so that it is whole, they say every option that they take. */
import { existsSync } from "node:fs";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { commands } from "../../cli/commands.ts";
import { parse, sources } from "../architecture/import-graph.ts";
import { runCommand } from "../cli/recording-terminal.ts";

const files = sources.filter((file) => file.startsWith("cli/"));

/** Names of what is declared as `node:util` reads options. */
function optionsIn(file: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && ts.isObjectLiteralExpression(node.initializer) && isOption(node.initializer))
      found.push(ts.isStringLiteral(node.name) ? node.name.text : node.name.getText());
    ts.forEachChild(node, visit);
  };
  visit(parse(file));
  return found;
}

function isOption({ properties }: ts.ObjectLiteralExpression): boolean {
  return properties.some(
    (one) =>
      ts.isPropertyAssignment(one) &&
      one.name.getText() === "type" &&
      /^"(string|boolean)"$/.test(one.initializer.getText()),
  );
}

const all = new Set(files.flatMap(optionsIn));

const helps = new Map<string, string>();
for (const name of Object.keys(commands)) helps.set(name, (await runCommand([name, "--help"])).out);

const isSaid = (help: string, option: string): boolean => new RegExp(`--${option}(?![\\w-])`).test(help);

describe("a command's help names every option of its file", () => {
  const own = Object.keys(commands).filter((name) => existsSync(`cli/${name}.ts`));
  test.each(own)("%s", (name) => {
    expect(optionsIn(`cli/${name}.ts`).filter((option) => !isSaid(helps.get(name) ?? "", option))).toEqual([]);
  });
});

test("every option that any file of the command line declares is named by some command", () => {
  expect(all.size).toBeGreaterThan(60);
  const together = [...helps.values()].join("\n");
  expect([...all].filter((option) => !isSaid(together, option))).toEqual([]);
});

describe("an option that a help names is one that the command takes", () => {
  test.each([...helps].map(([name, help]) => ({ name, help })))("$name", ({ help }) => {
    const said = [...help.matchAll(/(?<![\w-])--([a-z][a-z-]*)/g)].map(([, option = ""]) => option);
    expect(said.filter((option) => !all.has(option) && option !== "help")).toEqual([]);
  });
});
