/** What a command is. Nothing here or in a command reads the process: all of it comes through the terminal. */

/** Standard input and output, for a command that speaks a protocol over them. */
export interface Wire {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

export interface Terminal {
  /** Results, whole lines. */
  out(text: string): void;
  /** Complaints, whole lines. */
  err(text: string): void;
  /** Shows a line in place of the one before it, on the error stream; an empty one takes it away. Absent where nobody watches. */
  status?(line: string): void;
  readonly colours: boolean;
  /** Absent where nothing can be read. */
  readonly wire?: Wire;
  /** The width of the terminal that shows the results; absent where they go elsewhere. */
  readonly columns?: number | undefined;
  /** All of the standard input. Absent where there is none. */
  input?(): Promise<string>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Settles when the user or the system asks for an end; called before the command says that it is ready. */
  untilStopped(): Promise<void>;
  /** From now on the command goes on when the terminal is closed, and is told when it is asked to read its files anew (SIGHUP). */
  onHangup?(listener: () => void): void;
}

export interface Command {
  /** What `--help` prints. */
  readonly help: string;
  /** Settles with the exit code: 0 clean, 1 findings. Throws a `UsageError` for 2. */
  run(args: readonly string[], terminal: Terminal): Promise<number>;
}
