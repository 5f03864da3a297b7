import { SimulatedClock as RehearsedClock } from "../../cli/rehearse/simulated-clock.ts";

/** That of rehearsals, from a day on which nothing of the catalog changes. */
export class SimulatedClock extends RehearsedClock {
  constructor() {
    super(new Date(Date.UTC(2026, 10, 20)));
  }
}
