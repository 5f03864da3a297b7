/** Random edits in an editor: whatever is typed, the server answers, and finds what a fresh compilation finds. */
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { editText } from "../../bench/fuzz/edit-text.ts";
import { type Seeded, seeded } from "../../bench/fuzz/seeded.ts";
import { importedFiles, startPolicies } from "../../bench/fuzz/start-policies.ts";
import { type LanguageClient, type Position, startLanguageServer } from "../../bench/lsp/language-client.ts";
import { compile } from "../../compiler/index.ts";
import { openCatalog } from "../../compiler/load/catalog/open-catalog.ts";
import { openProject } from "../../compiler/load/project.ts";

export interface EditsRun {
  /** Compared with fresh compilations. */
  readonly compared: number;
  readonly asked: number;
  /** What went wrong, with the text; empty when nothing did. */
  readonly failures: readonly string[];
}

const main = join(import.meta.dirname, "../../cli/main.ts");
/** Edits before the text begins anew. */
const LASTS = 25;
/** Characters from which on it does, too. */
const LARGE = 20_000;

export async function randomEdits(
  seed: number,
  edits: number,
  tell: (done: number) => void = () => {},
): Promise<EditsRun> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "pointsman-edits-")));
  const random = seeded(seed);
  const failures: string[] = [];
  let [compared, asked] = [0, 0];
  writeFileSync(join(folder, "package.json"), "{}");
  for (const [name, text] of Object.entries(importedFiles)) writeFileSync(join(folder, name), text);
  const client = await startLanguageServer([process.execPath, main, "lsp"], { cwd: folder });
  const texts = new Map(startPolicies.map(({ name, text }) => [join(folder, name), text]));
  for (const [path, text] of texts) client.open(path, text);
  const starts = new Map(texts);
  let current = "";
  try {
    for (let done = 0; done < edits && failures.length === 0; ) {
      const path = random.pick([...texts.keys()]);
      for (let burst = 1 + random.integer(4); burst > 0 && done < edits; burst -= 1, done += 1) {
        const before = texts.get(path)!;
        current = next(before, starts.get(path)!, [...starts.values()], random);
        type(client, path, before, current);
        texts.set(path, current);
        if (random.integer(3) === 0) {
          await askAnything(client, path, current, random);
          asked += 1;
        }
      }
      const found = (await client.findings(path)).map(
        ({ code, message, range: { start } }) => `${start.line}:${start.character} ${code} ${message.split("\n")[0]}`,
      );
      const expected = compiled(path, texts);
      if (found.join("\n") !== expected.join("\n")) {
        failures.push(`${path}\n${current}\n--- the server:\n${found.join("\n")}\n--- anew:\n${expected.join("\n")}`);
      }
      compared += 1;
      tell(done);
    }
    const code = await client.stop();
    if (code !== 0) failures.push(`The server ended with ${code}.`);
  } catch (error) {
    failures.push(`${error instanceof Error ? error.message : error}\n---\n${current}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { compared, asked, failures: [...failures, ...client.faults] };
}

function next(text: string, start: string, others: readonly string[], random: Seeded): string {
  if (text.length > LARGE || random.integer(LASTS) === 0) return start;
  return editText(text, random.pick(others), random);
}

/** Sends what differs, as an editor does; never between the two characters of a line end. */
function type(client: LanguageClient, path: string, before: string, after: string): void {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start += 1;
  let [end, newEnd] = [before.length, after.length];
  while (end > start && newEnd > start && before[end - 1] === after[newEnd - 1]) {
    end -= 1;
    newEnd -= 1;
  }
  while (start > 0 && before[start - 1] === "\r") start -= 1;
  while (end < before.length && before[end] === "\n") {
    end += 1;
    newEnd += 1;
  }
  client.edit(path, { start: placeOf(before, start), end: placeOf(before, end) }, after.slice(start, newEnd));
}

/** Lines end with `\n`, `\r\n` or `\r`. */
function placeOf(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split(/\r\n|\n|\r/);
  return { line: lines.length - 1, character: lines.at(-1)!.length };
}

async function askAnything(client: LanguageClient, path: string, text: string, random: Seeded): Promise<void> {
  const textDocument = { uri: pathToFileURL(path).href };
  const place = placeOf(text, random.integer(text.length + 1));
  const methods = ["hover", "completion", "definition", "codeAction"] as const;
  const method = random.pick(methods);
  const range = { start: { line: 0, character: 0 }, end: place };
  await client.ask(
    `textDocument/${method}`,
    method === "codeAction" ? { textDocument, range, context: { diagnostics: [] } } : { textDocument, position: place },
  );
}

const catalog = openCatalog();

function compiled(path: string, texts: ReadonlyMap<string, string>): string[] {
  const onDisk = openProject(path);
  const project = { contains: onDisk.contains, read: (name: string) => texts.get(name) ?? onDisk.read(name) };
  const { diagnostics } = compile(path, { project, catalog, types: false });
  return diagnostics.flatMap(({ code, message, span }) => {
    if (span && span.file.name !== path) return [];
    const { line, character } = span ? placeOf(span.file.text, span.start) : { line: 0, character: 0 };
    return [`${line}:${character} ${code} ${message.split("\n")[0]}`];
  });
}
