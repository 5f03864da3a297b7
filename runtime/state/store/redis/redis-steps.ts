/** What arrives in one turn of the event loop is asked for in one script. */
import { inOneVisit } from "../../../turn.ts";
import type { RedisLink } from "./redis-link.ts";
import { type StepName, stepsScript } from "./steps-script.ts";

interface Step {
  readonly args: readonly (string | number)[];
  resolve(answer: readonly number[]): void;
  reject(error: unknown): void;
}

/** Of one script: nobody else is served meanwhile. */
const MOST = 200;

export class RedisSteps {
  readonly #link: RedisLink;
  #waiting: Step[] = [];
  /** Scripts that are not answered. */
  #asked = 0;

  constructor(link: RedisLink) {
    this.#link = link;
  }

  /** In the order of the calls. */
  ask(name: StepName, args: readonly (string | number)[]): Promise<readonly number[]> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.push({ args: [name, ...args], resolve, reject }) === 1) inOneVisit(() => this.#next());
    });
  }

  /** While one script is run, the next one gathers. */
  #next(): void {
    if (this.#asked === 0) this.flush();
  }

  /** Before whatever is asked otherwise. */
  flush(): void {
    const all = this.#waiting;
    this.#waiting = [];
    for (let i = 0; i < all.length; i += MOST) void this.#run(all.slice(i, i + MOST));
  }

  async #run(steps: readonly Step[]): Promise<void> {
    this.#asked++;
    try {
      const answers = await this.#link.run(stepsScript, [steps.length, ...steps.flatMap(({ args }) => args)]);
      for (const [i, { resolve }] of steps.entries()) resolve(answers[i] as readonly number[]);
    } catch (error) {
      for (const { reject } of steps) reject(error);
    } finally {
      this.#asked--;
      // With what those who were answered go on to ask.
      if (this.#waiting.length > 0) inOneVisit(() => this.#next());
    }
  }
}
