/** Which requests had a shadow, and at which target: by the runtime's log, and by what its operator is told of those under way. */

/** Milliseconds: longer than any deadline of a route. */
const PATIENCE = 10_000;

export class ShadowsSeen {
  /** By request. */
  readonly #targets = new Map<string, string>();

  heard(line: string): void {
    if (!line.includes('"event":"shadow"')) return;
    const { id, target } = JSON.parse(line) as { id: string; target: string };
    this.#targets.set(id, target);
  }

  /** Undefined once none is under way and the request has had none. */
  async of(id: string, operatorUrl: string): Promise<string | undefined> {
    const until = performance.now() + PATIENCE;
    while (!this.#targets.has(id) && performance.now() < until) {
      const { underWay } = (await (await fetch(`${operatorUrl}/shadows`)).json()) as { underWay: number };
      if (underWay === 0) break;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return this.#targets.get(id);
  }
}
