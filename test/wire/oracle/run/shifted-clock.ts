/** The process's clock, set to another time: it goes on from there. Prices depend on it. */

const RealDate = Date;

export function setClock(to: Date): void {
  const shift = to.getTime() - RealDate.now();
  globalThis.Date = class extends RealDate {
    constructor(...given: unknown[]) {
      if (given.length === 0) super(RealDate.now() + shift);
      else super(...(given as [number]));
    }

    static override now(): number {
      return RealDate.now() + shift;
    }
  } as DateConstructor;
}

export function resetClock(): void {
  globalThis.Date = RealDate;
}
