/** Commands as a person types them. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

export interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Shell {
  readonly folder: string;
  /** Runs a line to its end. */
  run(line: string): Promise<Said>;
  /** Starts a line that goes on, once what it says shows what is waited for; throws with what it said when it ends before. */
  start(line: string, ready: RegExp): Promise<Started>;
}

export interface Started {
  /** On its output so far. */
  said(): string;
  errors(): string;
  /** As Ctrl-C does; settles when all of it has ended. */
  stop(): Promise<void>;
}

export function shellIn(folder: string, env: Readonly<Record<string, string>>): Shell {
  return {
    folder,
    run: async (line) => {
      const child = spawned(line, folder, env);
      const texts = collected(child);
      const [code] = (await once(child, "close")) as [number | null];
      return { code, out: texts.out(), err: texts.err() };
    },
    start: async (line, ready) => {
      const child = spawned(`exec ${line}`, folder, env);
      // Also where a step has failed meanwhile.
      process.once("exit", () => isRunning(child) && process.kill(-child.pid!, "SIGKILL"));
      const texts = collected(child);
      const closed = once(child, "close") as Promise<[number | null]>;
      await new Promise<void>((resolve, reject) => {
        child.stdout?.on("data", () => ready.test(texts.out()) && resolve());
        void closed.then(() => reject(new Error(`\`${line}\` ended:\n${texts.out()}${texts.err()}`)));
      });
      // To all that it has started, as a terminal does.
      const stop = async () => {
        process.kill(-child.pid!, "SIGINT");
        await closed;
      };
      return { said: texts.out, errors: texts.err, stop };
    },
  };
}

function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}

function spawned(line: string, cwd: string, env: Readonly<Record<string, string>>): ChildProcess {
  return spawn("bash", ["-c", line], { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
}

function collected({ stdout, stderr }: ChildProcess): { out(): string; err(): string } {
  let out = "";
  let err = "";
  stdout?.on("data", (text: Buffer) => {
    out += text.toString();
  });
  stderr?.on("data", (text: Buffer) => {
    err += text.toString();
  });
  return { out: () => out, err: () => err };
}
