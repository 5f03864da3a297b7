/** docs/generated/faults.md: the matrix as tables, and why some cells cannot be. */
import { type DialectName, dialectNames } from "../../../schemas/dialects.ts";
import { type Asker, askers } from "./askers.ts";
import { cellAt, type Fault, nameOf, type Row, rows } from "./matrix.ts";

const head = `# What clients see of failures

Written by \`npm run verify:faults\`: a provider fails over a real socket, in every way and at every stage that its dialect has, with one
healthy target behind it; clients read as each API says.

- **falls back**: the healthy target's answer, and nothing of the failure
- **told**: an error in place of an answer, as the failure is the client's own, or no time is left
- **broken off**: what had been said before, then an error in the client's own form, and no end mark
- **answered**: the provider's answer, whole: what comes behind its end changes nothing
- **gone**: the client left; the provider is let go at once, and nobody else is asked

A stream that has no end mark of its own ends with its connection: an error behind its last word is still one.

Of each it is looked at, too, what the failure is taken for, that each provider is asked once, and that no connection stays. In whole
answers "mid-stream" is inside the body. Where whole answers are asked for as streams, nothing is said to a client before all has come, so that what
breaks in the middle falls back, too. With a hedge the healthy target is asked beside a provider that lets wait, whose attempt ends as \`cancelled\`. Numbers are reasons why there is no such cell; they stand at the end.
`;

export function faultsPage(faults: readonly Fault[]): string {
  const reasons: string[] = [];
  const sections = groups().map(({ title, among }) => table(title, among, faults, reasons));
  const notes = reasons.map((reason, i) => `${i + 1}. ${reason}`).join("\n");
  return `${head}\n${sections.join("\n")}\n## Why not\n\n${notes}\n`;
}

/** Endpoints whose cells are the same stand together. */
function groups(): { title: string; among: Asker[] }[] {
  const chats = askers.filter(({ vectors, asStream, hedged }) => !vectors && !asStream && !hedged);
  const of = (mode: string): Asker[] => chats.filter((asker) => asker.mode === mode);
  const assembled = askers.filter(({ asStream }) => asStream);
  const hedged = (mode: string): Asker[] => askers.filter((asker) => asker.hedged && asker.mode === mode);
  const namesOf = (some: readonly Asker[]): string => some.map(({ name }) => name).join(", ");
  return [
    { title: `Streams: ${namesOf(of("streamed"))}`, among: of("streamed") },
    { title: `Whole answers: ${namesOf(of("whole"))}`, among: of("whole") },
    { title: "Embeddings", among: askers.filter(({ vectors }) => vectors) },
    {
      title: `Whole answers that are asked for as streams: ${namesOf(assembled)}`,
      among: assembled,
    },
    { title: `Streams with a hedge: ${namesOf(hedged("streamed"))}`, among: hedged("streamed") },
    { title: `Whole answers with a hedge: ${namesOf(hedged("whole"))}`, among: hedged("whole") },
  ];
}

function table(title: string, among: readonly Asker[], faults: readonly Fault[], reasons: string[]): string {
  const dialects = dialectNames.filter((dialect) => among[0]!.wireOf(dialect));
  const lines = rows.map((row) => {
    const entries = dialects.map((dialect) => entry(row, dialect, among, faults, reasons));
    return `| ${row.join(" | ")} | ${entries.join(" | ")} |`;
  });
  return [
    `## ${title}\n`,
    `| failure | stage | ${dialects.join(" | ")} |`,
    `| --- | --- |${" --- |".repeat(dialects.length)}`,
    ...lines,
    "",
  ].join("\n");
}

function entry(
  row: Row,
  dialect: DialectName,
  among: readonly Asker[],
  faults: readonly Fault[],
  reasons: string[],
): string {
  const cell = cellAt(row, dialect, among[0]!)!;
  if (typeof cell === "string") {
    if (!reasons.includes(cell)) reasons.push(cell);
    return `${reasons.indexOf(cell) + 1}`;
  }
  const wrong = faults.filter(
    (each) => among.includes(each.asker) && each.dialect === dialect && each.cell === nameOf(row),
  );
  return wrong.length === 0 ? cell.outcome : wrong.map(({ asker, fault }) => `**${asker.name}: ${fault}**`).join("; ");
}
