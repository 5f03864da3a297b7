/** A policy as a source of tables: compiled at once, and again in a thread of its own when one of its files has changed. */
import { Worker } from "node:worker_threads";
import type { Made } from "../runtime/reload/files-source.ts";
import type { Terminal } from "./command.ts";
import type { CompiledFiles } from "./compile-files.ts";
import type { CompileEnd, CompileTask } from "./compile-worker.ts";

/** For a `FilesSource`. What is wrong with the policy is printed. The first time it rejects where `compilePolicy` throws. */
export function policyFiles(path: string, terminal: Terminal): { files: readonly string[]; make(): Promise<Made> } {
  let files: readonly string[] = [path];
  let isFirst = true;
  const make = async (): Promise<Made> => {
    const { compiled, said } = isFirst ? await compileHere(path, terminal) : await compileBeside(path, terminal);
    isFirst = false;
    if (said !== "") terminal.out(said);
    files = compiled?.files ?? files;
    return { document: compiled?.document ?? { code: "policy", reason: reasonOf(path, compiled) }, files };
  };
  return { files, make };
}

async function compileHere(path: string, terminal: Terminal): Promise<CompileEnd> {
  const { compileFiles } = await import("./compile-files.ts");
  return { compiled: compileFiles(path, terminal), said: "" };
}

/** Beside this file, also where both are bundled. */
const script = new URL(`./compile-worker${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`, import.meta.url);

async function compileBeside(path: string, { colours }: Terminal): Promise<CompileEnd> {
  const task: CompileTask = { path, colours };
  return new Promise((resolve) => {
    const worker = new Worker(script, { workerData: task });
    // Whoever ends the process does not wait for it.
    worker.unref();
    worker.once("message", resolve);
    worker.once("error", (error) => resolve({ said: faultOf(error) }));
    worker.once("exit", () => resolve({ said: "The compiler ended without a result." }));
  });
}

function faultOf(error: unknown): string {
  const report = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `This is a fault of pointsman itself, please report it:\n${report}`;
}

function reasonOf(path: string, compiled: CompiledFiles | undefined): string {
  return compiled ? `The policy \`${path}\` has errors.` : `The policy \`${path}\` could not be compiled.`;
}
