/** A process of the benchmark, and the questions that it is asked. It ends when the benchmark does, however that ends. */
import { type ChildProcess, fork } from "node:child_process";
import type { Answered, Asked, Spent } from "./answer-parent.ts";

export interface ChildOptions {
  /** Arguments for Node itself. */
  node?: readonly string[];
}

/** Milliseconds for one answer, and for an orderly end. */
const ANSWER_LIMIT = 30_000;
const END_LIMIT = 5_000;

export class Child {
  readonly #name: string;
  readonly #process: ChildProcess;
  readonly #ended: Promise<void>;
  readonly #waiting = new Map<number, { resolve(answer: unknown): void; reject(error: Error): void }>();
  readonly #kill = () => void this.#process.kill("SIGKILL");
  #asked = 0;

  /** `file` is a module of this folder that calls `answerParent`. */
  constructor(file: string, { node = [] }: ChildOptions = {}) {
    this.#name = file;
    // Standard output is for the results alone.
    this.#process = fork(new URL(file, import.meta.url), {
      execArgv: [...node],
      stdio: ["ignore", 2, 2, "ipc"],
      serialization: "advanced",
    });
    this.#process.on("message", (answered) => this.#settle(answered as Answered));
    this.#process.on("error", (error) => this.#failAll(error));
    this.#ended = new Promise((resolve) => {
      this.#process.once("exit", (code, signal) => {
        process.off("exit", this.#kill);
        this.#failAll(new Error(`${file} ended (${signal ?? code}).`));
        resolve();
      });
    });
    process.on("exit", this.#kill);
  }

  get pid(): number {
    return this.#process.pid!;
  }

  ask<T>(ask: string, input?: unknown): Promise<T> {
    const id = this.#asked++;
    const answer = new Promise<T>((resolve, reject) => {
      const late = new Error(`${this.#name} did not answer "${ask}".`);
      const timer = setTimeout(() => this.#settleWith(id)?.reject(late), ANSWER_LIMIT);
      const settled =
        <A extends unknown[]>(settle: (...given: A) => void) =>
        (...given: A) => {
          clearTimeout(timer);
          settle(...given);
        };
      this.#waiting.set(id, { resolve: settled(resolve as (answer: unknown) => void), reject: settled(reject) });
    });
    if (this.#process.connected) this.#process.send({ id, ask, input } satisfies Asked);
    else this.#failAll(new Error(`${this.#name} has ended.`));
    return answer;
  }

  spent(): Promise<Spent> {
    return this.ask<Spent>("spent");
  }

  async end(): Promise<void> {
    if (this.#process.connected) this.#process.disconnect();
    const timer = setTimeout(this.#kill, END_LIMIT);
    await this.#ended;
    clearTimeout(timer);
  }

  #settle(answered: Answered): void {
    const waiting = this.#settleWith(answered.id);
    if ("error" in answered) waiting?.reject(new Error(`${this.#name}: ${answered.error}`));
    else waiting?.resolve(answered.answer);
  }

  #settleWith(id: number): { resolve(answer: unknown): void; reject(error: Error): void } | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  #failAll(error: Error): void {
    for (const id of [...this.#waiting.keys()]) this.#settleWith(id)?.reject(error);
  }
}
