/** A thread that compiles one policy and ends, while what was compiled before is served. */
import { parentPort, workerData } from "node:worker_threads";
import { type CompiledFiles, compileFiles } from "./compile-files.ts";
import { UsageError } from "./usage-error.ts";

export interface CompileTask {
  readonly path: string;
  readonly colours: boolean;
}

/** `said`: the findings, and why there is no more than that. */
export interface CompileEnd {
  readonly compiled?: CompiledFiles;
  readonly said: string;
}

parentPort?.postMessage(compiled(workerData as CompileTask));

function compiled({ path, colours }: CompileTask): CompileEnd {
  const said: string[] = [];
  const say = (text: string): void => void said.push(text);
  try {
    return { compiled: compileFiles(path, { out: say, err: say, colours }), said: said.join("\n") };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { said: error.message };
  }
}
