import type { LoadView } from "../../semantics/plan-targets.ts";

interface Load {
  open: number;
  turn: number;
  firstToken?: number;
}

/** How much a new measurement counts against all earlier ones. */
const NEWEST = 0.2;

/** How busy and how quick each target is, as this process sees it. By `provider/model`. */
export class TargetLoad implements LoadView {
  readonly #loads = new Map<string, Load>();
  #turn = 0;

  open(id: string): number {
    return this.#loads.get(id)?.open ?? 0;
  }

  turn(id: string): number {
    return this.#loads.get(id)?.turn ?? 0;
  }

  /** Milliseconds, of late; nothing before the first measurement. */
  firstToken(id: string): number | undefined {
    return this.#loads.get(id)?.firstToken;
  }

  /** A request goes to a target. */
  began(id: string): void {
    const load = this.#of(id);
    load.open += 1;
    this.#turn += 1;
    load.turn = this.#turn;
  }

  ended(id: string): void {
    this.#of(id).open -= 1;
  }

  /** The first useful event of a stream came, or did not come, after so many milliseconds. */
  measured(id: string, ms: number): void {
    const load = this.#of(id);
    load.firstToken = load.firstToken === undefined ? ms : load.firstToken + NEWEST * (ms - load.firstToken);
  }

  /** Forgets all others, but for those that are being asked. */
  keepOnly(ids: ReadonlySet<string>): void {
    for (const [id, { open }] of this.#loads) if (open === 0 && !ids.has(id)) this.#loads.delete(id);
  }

  #of(id: string): Load {
    const known = this.#loads.get(id);
    if (known) return known;
    const load: Load = { open: 0, turn: 0 };
    this.#loads.set(id, load);
    return load;
  }
}
