import type { TablePrice, TableRates } from "../../../schemas/table-price.ts";
import type { Cells } from "../../regions/search/point.ts";
import type { CostWish } from "./solve-costs.ts";

const AUDIO = "needs.audio";

/** Without audio and with it, where that makes a difference to a cost. */
export function audioCells(cells: Cells, wishes: readonly CostWish[]): Cells[] {
  if (!wishes.some(({ measure }) => measure.priced.some(({ price }) => pricesAudio(price)))) return [cells];
  const may = cells.get(AUDIO) ?? 0b11n;
  return [0b01n, 0b10n].flatMap((cell) => ((may & cell) === 0n ? [] : [new Map([...cells, [AUDIO, cell]])]));
}

function pricesAudio(price: TablePrice): boolean {
  const { tiers = [], scheduled = [], offPeak = {}, serviceTiers = {}, unknown } = price;
  const rates: readonly TableRates[] = [price, ...tiers, ...scheduled, offPeak, ...Object.values(serviceTiers)];
  return unknown !== undefined || rates.some((some) => some.inputAudio !== undefined || some.outputAudio !== undefined);
}
