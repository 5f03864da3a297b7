import { SimulatedClock } from "./simulated-clock.ts";

/** Its date can be set, as an operator or a time server sets it. */
export class SetClock extends SimulatedClock {
  off = 0;

  override date(): Date {
    return new Date(super.date().getTime() + this.off);
  }
}
