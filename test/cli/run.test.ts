import { expect, test } from "vitest";
import pkg from "../../package.json" with { type: "json" };
import { runCommand } from "./recording-terminal.ts";

test("--help lists every command, and --version is the package's", async () => {
  const help = await runCommand(["--help"]);
  expect(help).toMatchObject({ code: 0, err: "" });
  for (const name of ["check", "build", "decide", "explain", "serve", "simulate"])
    expect(help.out).toContain(`  ${name}`);
  expect(await runCommand(["--version"])).toEqual({ code: 0, out: pkg.version, err: "" });
});

test("explain takes a code without its family, as a report prints it, and a family alone", async () => {
  const page = (await runCommand(["explain", "name/unknown-tier"])).out;
  for (const word of ["unknown-tier", "error[name/unknown-tier]:"]) {
    expect((await runCommand(["explain", word])).out).toBe(page);
  }
  expect((await runCommand(["explain", "table"])).out).toMatch(/^table\n {2}table\/stale +error/);
});

test("help is told of a command in both ways, and folded to a narrow terminal", async () => {
  const { out } = await runCommand(["check", "--help"]);
  expect((await runCommand(["help", "check"])).out).toBe(out);
  const narrow = (await runCommand(["check", "--help"], { columns: 40 })).out.split("\n");
  // Words are never cut: what is longer than the terminal is one.
  expect(narrow.filter((line) => line.length > 40 && line.trim().includes(" "))).toEqual([]);
  expect(narrow.join(" ").replace(/\s+/g, " ")).toBe(out.replace(/\s+/g, " "));
});

test("every command has its own help", async () => {
  for (const name of ["check", "build", "decide", "explain", "serve", "simulate"]) {
    const { code, out } = await runCommand([name, "--help"]);
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`^pointsman ${name} `));
  }
});

test.each([
  [["chekc"], "there is no command `chekc`; did you mean `check`?"],
  [["constructor"], "there is no command `constructor`"],
  [[], "a command is missing"],
  [["check"], "the policy is missing"],
  [["build", "a.ts", "b.ts"], "`b.ts` is one argument too many"],
  [["check", "a.ts", "--fromat", "json"], "there is no option `--fromat`; did you mean `--format`?"],
  [["serve", "a.ts", "--simualte"], "there is no option `--simualte`; did you mean `--simulate`?"],
  [["check", "a.ts", "--format"], "--format needs a value"],
  [["check", "a.ts", "--fix=yes"], "--fix takes no value"],
  [
    ["check", "a.ts", "--format", "xml"],
    "--format is `pretty` or `json` or `sarif` or `github` or `junit` or `markdown`, not `xml`",
  ],
  [["check", "a.ts", "--format", "jsno"], "not `jsno`; did you mean `json`?"],
  [["routes.yaml"], "a command is missing; did you mean `pointsman check routes.yaml`?"],
  [["keys", "creat"], "and no `creat`; did you mean `create`?"],
  [["state"], "say what `state` is to do: `show` or `settle`"],
  [
    ["explain", "unknown-teir"],
    "there is no finding `unknown-teir`; `pointsman explain` lists them all; did you mean `unknown-tier`?",
  ],
  [["check", "a.ts", "--deny", "name/unused-teir"], "`name/unused-teir` is none; did you mean `name/unused-tier`?"],
  [["check", "nowhere.ts"], "the policy `nowhere.ts` does not exist"],
  [["check", "policy.toml"], "a policy is a .ts, .yaml or .yml file, and `policy.toml` is none"],
  [["build", "nowhere.yaml"], "the policy `nowhere.yaml` does not exist"],
  [["decide", "nowhere.table.json", "--request", "x.json"], "does not exist"],
  [["decide", "routes.example.ts"], "--request is missing"],
  [["explain", "name/no-such"], "there is no finding `name/no-such`"],
  [["serve", "nowhere.table.json"], "the table `nowhere.table.json` does not exist"],
  [["serve", "routes.example.ts", "--port", "70000"], "--port is a whole number from 0 to 65535, not `70000`"],
  [["simulate"], "--dialect is missing"],
  [
    ["simulate", "--dialect", "morse"],
    "or `gemini` or `vertex` or `bedrock-converse` or `cohere` or `ollama`, not `morse`",
  ],
  [["simulate", "--dialect", "openai", "--faults", "429 x2, nonsense"], 'item "nonsense" at character 9'],
])("%j is refused with one clear line and exit code 2", async (words, message) => {
  const { code, out, err } = await runCommand(words);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain(message);
  expect(err).toMatch(/See `pointsman .*--help`\.$/);
});
