/** The language server as an editor meets it: from a keystroke to the findings, and from a question to its answer. */
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { seededRandom } from "../../simulator/random.ts";
import { rulesPolicy } from "../check/rules-policy.ts";
import { type Spread, spread } from "../statistics.ts";
import { type LanguageClient, startLanguageServer } from "./language-client.ts";

export interface LspResult {
  readonly policy: string;
  /** All in milliseconds: from the start of the process to the first findings; from a keystroke to them. */
  readonly first: number;
  readonly findings: Spread;
  readonly hover: Spread;
  readonly completion: Spread;
}

export interface LspOptions {
  quick: boolean;
  progress(text: string): void;
}

const main = join(import.meta.dirname, "../../cli/main.ts");
const EXAMPLE = "routes.example.ts";

export async function runLsp({ quick, progress }: LspOptions): Promise<LspResult[]> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "pointsman-lsp-")));
  try {
    writeFileSync(join(folder, "package.json"), "{}");
    const example = readFileSync(EXAMPLE, "utf8");
    const cases: [policy: string, text: string, marks: [typed: string, tier: string], rounds: number][] = [
      [EXAMPLE, example, ["8_000", '"premium"'], 60],
      ["1,000 rules", rulesPolicy(seededRandom("check", 1_000), 1_000), ["40_000", '"premium"'], 8],
    ];
    const results: LspResult[] = [];
    for (const [policy, text, marks, rounds] of cases) {
      progress(`lsp: ${policy}`);
      results.push({ policy, ...(await measure(folder, text, marks, quick ? 3 : rounds)) });
    }
    return results;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(
  folder: string,
  text: string,
  [typed, tier]: readonly [string, string],
  rounds: number,
): Promise<Omit<LspResult, "policy">> {
  const path = join(folder, "routes.ts");
  const began = performance.now();
  const client = await startLanguageServer([process.execPath, main, "lsp"], { cwd: folder });
  try {
    client.open(path, text);
    await expectClean(client, path);
    const first = performance.now() - began;
    const times = { findings: [] as number[], hover: [] as number[], completion: [] as number[] };
    const digit = placeOf(text, text.indexOf(typed));
    const uri = pathToFileURL(path).href;
    const asked = { textDocument: { uri }, position: placeOf(text, text.lastIndexOf(tier) + 3) };
    for (let round = 0; round < rounds; round += 1) {
      // Another digit in the place of the first one, and the number is another.
      const range = { start: digit, end: { ...digit, character: digit.character + 1 } };
      times.findings.push(
        await timed(async () => {
          client.edit(path, range, String(4 + (round % 5)));
          await expectClean(client, path);
        }),
      );
      times.hover.push(await timed(() => client.ask("textDocument/hover", asked)));
      times.completion.push(await timed(() => client.ask("textDocument/completion", asked)));
    }
    return {
      first,
      findings: spread(times.findings),
      hover: spread(times.hover),
      completion: spread(times.completion),
    };
  } finally {
    await client.stop();
  }
}

async function expectClean(client: LanguageClient, path: string): Promise<void> {
  const errors = (await client.findings(path)).filter(({ severity }) => severity === 1);
  if (errors.length > 0) throw new Error(`The language server finds what is not there: ${errors[0]!.message}`);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function placeOf(text: string, offset: number): { line: number; character: number } {
  const lines = text.slice(0, offset).split("\n");
  return { line: lines.length - 1, character: lines.at(-1)!.length };
}
