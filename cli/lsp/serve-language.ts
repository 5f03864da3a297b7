/** The language server: from the protocol's requests to the compiler, and back. */
import { fileURLToPath } from "node:url";
import {
  CodeActionKind,
  type Connection,
  createConnection,
  type InitializeResult,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
  TextDocumentSyncKind,
  TextDocuments,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Diagnostic } from "../../compiler/diagnostics/define.ts";
import { offersAt } from "../../compiler/editor/completion.ts";
import { definitionAt } from "../../compiler/editor/definition.ts";
import type { EditedPolicy } from "../../compiler/editor/edited-policy.ts";
import { hoverAt } from "../../compiler/editor/hover.ts";
import { modelCard } from "../../compiler/editor/model-card.ts";
import { compilerVersion } from "../../compiler/plan/compiler-version.ts";
import type { Wire } from "../command.ts";
import { Findings } from "./findings.ts";
import { quickFixes } from "./quick-fixes.ts";
import { completionItem, locationOf, protocolDiagnostic, protocolHover, uriOf } from "./to-protocol.ts";

interface Place {
  readonly textDocument: { readonly uri: string };
  readonly position: { readonly line: number; readonly character: number };
}

/** Settles when the editor has said that it needs it no more. */
export async function serveLanguage({ input, output }: Wire): Promise<void> {
  const connection = createConnection(
    ProposedFeatures.all,
    new StreamMessageReader(input),
    new StreamMessageWriter(output),
  );
  const documents = new TextDocuments(TextDocument);
  // Editors write the same address in several ways: theirs are kept.
  const uris = new Map<string, string>();
  const documentAt = (path: string) => documents.get(uris.get(path) ?? "");
  const publish = (path: string, found: readonly Diagnostic[]) => {
    const version = documentAt(path)?.version;
    const diagnostics = found.map(protocolDiagnostic);
    const uri = uris.get(path) ?? uriOf(path);
    void connection.sendDiagnostics({ uri, diagnostics, ...(version === undefined ? {} : { version }) });
  };
  const fault = (error: unknown) => {
    const report = error instanceof Error ? (error.stack ?? error.message) : String(error);
    connection.console.error(`This is a fault of pointsman itself, please report it:\n${report}`);
  };
  const findings = new Findings({ text: (path) => documentAt(path)?.getText() }, publish, fault);
  connection.onInitialize(() => abilities);
  const changed = (uri: string) => {
    const path = pathOf(uri);
    if (path !== undefined) findings.changed(path);
  };
  documents.onDidChangeContent(({ document: { uri } }) => {
    const path = pathOf(uri);
    if (path !== undefined) uris.set(path, uri);
    changed(uri);
  });
  documents.onDidClose(({ document }) => {
    const path = pathOf(document.uri);
    if (path !== undefined) findings.closed(path);
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri } of changes) changed(uri);
  });
  answerQuestions(connection, documents, findings);
  documents.listen(connection);
  connection.listen();
  await new Promise<void>((resolve) => {
    connection.onShutdown(() => findings.stop());
    connection.onExit(() => resolve());
  });
}

/** What editors ask of places: what stands there, where it is declared, what can stand there, and what mends it. */
function answerQuestions(connection: Connection, documents: TextDocuments<TextDocument>, findings: Findings): void {
  const at = <T>(
    { textDocument, position }: Place,
    ask: (policy: EditedPolicy, offset: number) => T,
  ): T | undefined => {
    const path = pathOf(textDocument.uri);
    const policy = path === undefined ? undefined : findings.session(path)?.edited();
    const document = documents.get(textDocument.uri);
    return policy && document && ask(policy, document.offsetAt(position));
  };

  connection.onHover((place) => {
    const hover = at(place, hoverAt);
    return hover ? protocolHover(hover) : null;
  });
  connection.onDefinition((place) => {
    const span = at(place, definitionAt);
    return span ? locationOf(span) : null;
  });
  connection.onCompletion((place) => {
    const document = documents.get(place.textDocument.uri);
    const found = at(place, offersAt);
    if (!found || !document) return [];
    const range = { start: document.positionAt(found.start), end: place.position };
    const path = pathOf(place.textDocument.uri);
    return found.offers.map((offer, index) => ({ ...completionItem(offer, index, range), data: path }));
  });
  // What is known of a model is looked up when one of hundreds is looked at.
  connection.onCompletionResolve((item) => {
    const policy = typeof item.data === "string" ? findings.session(item.data)?.edited() : undefined;
    const card = policy && item.detail === "model" ? modelCard(item.label, policy.catalog) : undefined;
    return card ? { ...item, documentation: card.join("\n") } : item;
  });
  connection.onCodeAction(({ textDocument, range }) => {
    const path = pathOf(textDocument.uri);
    return path === undefined ? [] : quickFixes(findings.in(path), path, range);
  });
}

const abilities: InitializeResult = {
  capabilities: {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: false },
    hoverProvider: true,
    definitionProvider: true,
    completionProvider: { resolveProvider: true, triggerCharacters: ['"', "'", ".", "/", " ", "[", "$"] },
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
  },
  serverInfo: { name: "pointsman", version: compilerVersion.replace(/^\S+ /, "") },
};

/** Undefined for what is no file, such as a text that was never saved. */
function pathOf(uri: string): string | undefined {
  if (!uri.startsWith("file:")) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}
