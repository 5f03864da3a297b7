/** A client of a language server, by the bytes of the protocol and nothing else. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { pathToFileURL } from "node:url";
import { onMessages } from "./framed.ts";

export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface Finding {
  readonly range: Range;
  readonly message: string;
  readonly code?: string;
  readonly severity?: number;
  readonly relatedInformation?: readonly { readonly message: string }[];
}

export interface Item {
  readonly label: string;
  readonly sortText?: string;
  readonly detail?: string;
  readonly documentation?: string | { readonly value: string };
  readonly textEdit?: { readonly newText: string; readonly range: Range };
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

interface Published {
  readonly uri: string;
  readonly version?: number;
  readonly diagnostics: readonly Finding[];
}

export interface ServerOptions {
  readonly cwd: string;
  /** What the server is told when it asks for any section of the editor's settings. */
  readonly settings?: object;
}

/** The server is up, and has been told who it works for. */
export async function startLanguageServer(command: readonly string[], options: ServerOptions): Promise<LanguageClient> {
  const [program = "", ...args] = command;
  const { cwd, settings = {} } = options;
  const child = spawn(program, args, { cwd, stdio: ["pipe", "pipe", "pipe"] });
  const client = new LanguageClient(child, settings);
  await client.ask("initialize", {
    processId: process.pid,
    rootUri: pathToFileURL(cwd).href,
    capabilities: {
      textDocument: {
        completion: { completionItem: { documentationFormat: ["markdown", "plaintext"], snippetSupport: false } },
        hover: { contentFormat: ["markdown"] },
        publishDiagnostics: { relatedInformation: true },
      },
      workspace: { configuration: true },
    },
  });
  client.notify("initialized", {});
  return client;
}

export class LanguageClient {
  /** What the server said of faults of its own. */
  readonly faults: string[] = [];
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #settings: object;
  readonly #exit: Promise<[number | null]>;
  readonly #pending = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  readonly #published = new Map<string, readonly Finding[]>();
  readonly #versions = new Map<string, number>();
  readonly #watchers = new Set<() => void>();
  #asked = 0;
  #said = "";
  #ended: string | undefined;

  constructor(child: ChildProcessWithoutNullStreams, settings: object) {
    this.#child = child;
    this.#settings = settings;
    this.#exit = once(child, "exit") as Promise<[number | null]>;
    child.stderr.on("data", (text: Buffer) => {
      this.#said += text.toString();
    });
    child.stdin.on("error", () => {});
    onMessages(child.stdout, (message) => this.#take(message as Message));
    void this.#exit.then(([code]) => {
      this.#ended = `The server ended with ${code}: ${this.#said}`;
      for (const { reject } of this.#pending.values()) reject(new Error(this.#ended));
      this.#wake();
    });
  }

  open(path: string, text: string): void {
    const uri = pathToFileURL(path).href;
    const languageId = path.endsWith(".ts") ? "typescript" : "yaml";
    this.#published.delete(uri);
    this.notify("textDocument/didOpen", { textDocument: { uri, languageId, version: 1, text } });
  }

  /** The whole text is another one. */
  change(path: string, text: string): void {
    this.#changed(path, { text });
  }

  /** A piece of it is. */
  edit(path: string, range: Range, text: string): void {
    this.#changed(path, { range, text });
  }

  /** What was published of a file last, once something is of a state no older than that of the last change. */
  async findings(path: string): Promise<readonly Finding[]> {
    const uri = pathToFileURL(path).href;
    for (;;) {
      const found = this.#published.get(uri);
      if (found) return found;
      const fault = this.faults[0] ?? this.#ended;
      if (fault !== undefined) throw new Error(fault);
      await new Promise<void>((resolve) => this.#watchers.add(resolve));
    }
  }

  ask<T>(method: string, params: object): Promise<T> {
    this.#asked += 1;
    const id = this.#asked;
    return new Promise<T>((resolve, reject) => {
      this.#pending.set(id, { resolve: resolve as (result: unknown) => void, reject });
      this.#send({ id, method, params });
    });
  }

  notify(method: string, params: object): void {
    this.#send({ method, params });
  }

  /** Settles with the exit code. */
  async stop(): Promise<number | null> {
    if (this.#ended === undefined) {
      await this.ask("shutdown", {});
      this.#send({ method: "exit" });
    }
    return (await this.#exit)[0];
  }

  #changed(path: string, change: object): void {
    const uri = pathToFileURL(path).href;
    const version = (this.#versions.get(uri) ?? 1) + 1;
    this.#versions.set(uri, version);
    this.#published.delete(uri);
    this.notify("textDocument/didChange", { textDocument: { uri, version }, contentChanges: [change] });
  }

  #send(message: object): void {
    const body = JSON.stringify({ jsonrpc: "2.0", ...message });
    this.#child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  #take({ id, method, params, result, error }: Message): void {
    if (method === "textDocument/publishDiagnostics") this.#takeFindings(params as Published);
    else if (method === "window/logMessage") this.#takeLog(params as { type: number; message: string });
    else if (method !== undefined && id !== undefined) {
      // What a server asks of an editor: its settings, or to be told of files.
      const { items } = params as { items?: unknown[] };
      this.#send({ id, result: items ? items.map(() => this.#settings) : null });
    } else if (id !== undefined) {
      const ask = this.#pending.get(id);
      this.#pending.delete(id);
      if (error) ask?.reject(new Error(error.message));
      else ask?.resolve(result);
    }
  }

  #takeFindings({ uri, version, diagnostics }: Published): void {
    if (version === undefined || version >= (this.#versions.get(uri) ?? 1)) this.#published.set(uri, diagnostics);
    this.#wake();
  }

  #takeLog({ type, message }: { readonly type: number; readonly message: string }): void {
    if (type === 1) this.faults.push(message);
    this.#wake();
  }

  #wake(): void {
    for (const watcher of this.#watchers) watcher();
    this.#watchers.clear();
  }
}
