/** Findings quote what is written: no secret in it may be told, in whatever form the findings are. */
import type { Diagnostic, Label, Shown } from "../diagnostics/define.ts";
import { secretInPolicy } from "../diagnostics/syntax/secret-in-policy.ts";
import type { SourceFile, Span } from "../source.ts";
import { findSecrets, type SecretPlace } from "./find-secrets.ts";

/** The same findings; of files with secrets they show texts of the same length in which these are crossed out. Fixes stay. */
export function hideSecrets(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const hidden = hiddenFiles(diagnostics);
  if (hidden.files.size === 0) return diagnostics;
  const text = (told: string) => hidden.secrets.reduce(crossOutIn, told);
  const span = (shown: Span): Span => ({ ...shown, file: hidden.files.get(shown.file) ?? shown.file });
  const label = (shown: Label): Label => ({ span: span(shown.span), text: text(shown.text) });
  return diagnostics.map((found) => ({
    ...found,
    message: text(found.message),
    labels: found.labels.map(label),
    ...(found.span && { span: span(found.span) }),
    ...(found.help !== undefined && { help: text(found.help) }),
    ...(found.fix && { fix: { ...found.fix, title: text(found.fix.title) } }),
    ...(found.shown && { shown: shownWithout(found.shown, text, span) }),
  }));
}

interface Hidden {
  /** Those that hold secrets, and what is shown in their place. */
  readonly files: ReadonlyMap<SourceFile, SourceFile>;
  readonly secrets: readonly string[];
}

function hiddenFiles(diagnostics: readonly Diagnostic[]): Hidden {
  const spans = diagnostics.flatMap((found) =>
    spansOf(found).map((span) => ({ span, isSecret: found.code === secretInPolicy.code })),
  );
  const files = new Map<SourceFile, SourceFile>();
  const secrets = new Set<string>();
  for (const [file, inFile] of Map.groupBy(spans, ({ span }) => span.file)) {
    const told = inFile.flatMap(({ span, isSecret }) => (isSecret ? [span] : []));
    const places = placesIn(file.text, told);
    for (const { start, end } of places) secrets.add(file.text.slice(start, end));
    if (places.length > 0) files.set(file, { ...file, text: places.reduce(crossOutAt, file.text) });
  }
  return { files, secrets: [...secrets] };
}

/** What shows a finding is not made for this: it is asked for when it is told. */
function spansOf({ span, labels }: Diagnostic): Span[] {
  return [...(span ? [span] : []), ...labels.map((label) => label.span)];
}

/** What looks like one, and of a value that is one without looking so where it is written, all of it. */
function placesIn(text: string, told: readonly Span[]): SecretPlace[] {
  const places = findSecrets(text);
  const isSeen = (span: Span) => places.some(({ start, end }) => start < span.end && span.start < end);
  return [...places, ...told.filter((span) => !isSeen(span))];
}

function crossOutAt(text: string, { start, end }: SecretPlace): string {
  return text.slice(0, start) + crossedOut(text.slice(start, end)) + text.slice(end);
}

/** As long as before; quotes and line breaks stay. */
function crossedOut(text: string): string {
  return text.replace(/[^\s"'`|>]/g, "x");
}

/** Characters that give a secret away: messages cut what is long. */
const BEGINNING = 8;

function crossOutIn(text: string, secret: string): string {
  const beginning = secret.slice(0, BEGINNING);
  if (beginning.length < BEGINNING) return text.replaceAll(secret, crossedOut);
  let clean = text;
  for (let at = clean.indexOf(beginning); at !== -1; at = clean.indexOf(beginning, at + 1)) {
    let length = BEGINNING;
    while (length < secret.length && clean[at + length] === secret[length]) length++;
    clean = crossOutAt(clean, { start: at, end: at + length });
  }
  return clean;
}

function shownWithout({ witness, trace }: Shown, text: (told: string) => string, span: (shown: Span) => Span): Shown {
  return {
    witness: JSON.parse(text(JSON.stringify(witness))) as Shown["witness"],
    trace: trace.map((step) => ({ text: text(step.text), ...(step.span && { span: span(step.span) }) })),
  };
}
