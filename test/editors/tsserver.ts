/** TypeScript's own server, as editors start it: requests are lines of JSON, answers come with their length. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { onMessages } from "../../bench/lsp/framed.ts";

export interface Tsserver {
  /** Opens a file, or gives it another text. */
  open(file: string, text: string): void;
  /** In the order of the answer. */
  completions(file: string, line: number, character: number): Promise<string[]>;
  hover(file: string, line: number, character: number): Promise<string>;
  /** What is underlined, with what is said of it. */
  squiggles(file: string): Promise<Squiggle[]>;
  close(): void;
}

export interface Squiggle {
  readonly text: string;
  readonly message: string;
}

interface Answer {
  readonly type: string;
  readonly request_seq?: number;
  readonly success?: boolean;
  readonly message?: string;
  readonly body?: unknown;
}

export function startTsserver(): Tsserver {
  const server = join(import.meta.dirname, "../../node_modules/typescript/lib/tsserver.js");
  const child = spawn(process.execPath, [server, "--disableAutomaticTypingAcquisition", "--suppressDiagnosticEvents"]);
  const waiting = new Map<number, { resolve: (body: unknown) => void; reject: (error: Error) => void }>();
  const texts = new Map<string, string>();
  let seq = 0;
  onMessages(child.stdout, (message) => {
    const answer = message as Answer;
    if (answer.type !== "response") return;
    const ask = waiting.get(answer.request_seq ?? -1);
    waiting.delete(answer.request_seq ?? -1);
    if (answer.success || answer.message === "No content available.") ask?.resolve(answer.body);
    else ask?.reject(new Error(answer.message));
  });
  const send = (command: string, args: object): number => {
    seq += 1;
    child.stdin.write(`${JSON.stringify({ seq, type: "request", command, arguments: args })}\n`);
    return seq;
  };
  const ask = (command: string, args: object): Promise<unknown> =>
    new Promise((resolve, reject) => waiting.set(send(command, args), { resolve, reject }));
  const at = (file: string, line: number, character: number) => ({ file, line: line + 1, offset: character + 1 });
  return {
    open(file, text) {
      if (texts.has(file)) send("close", { file });
      texts.set(file, text);
      send("open", { file, fileContent: text });
    },
    async completions(file, line, character) {
      const body = (await ask("completionInfo", at(file, line, character))) as
        | { entries: { name: string }[] }
        | undefined;
      return body?.entries.map(({ name }) => name) ?? [];
    },
    async hover(file, line, character) {
      const body = (await ask("quickinfo", at(file, line, character))) as
        | { displayString: string; documentation: string }
        | undefined;
      return body ? `${body.displayString}\n${body.documentation}` : "";
    },
    async squiggles(file) {
      const found = (await ask("semanticDiagnosticsSync", { file })) as {
        start: { line: number; offset: number };
        end: { line: number; offset: number };
        text: string;
      }[];
      const lines = (texts.get(file) ?? "").split("\n");
      return found.map(({ start, end, text }) => ({
        text:
          start.line === end.line ? lines[start.line - 1]!.slice(start.offset - 1, end.offset - 1) : "several lines",
        message: text,
      }));
    },
    close: () => void child.kill(),
  };
}
