/** Units behind numbers, in English and German, each under one name. */

const NAMES: Readonly<Record<string, string>> = {
  km: "km kilometer kilometers kilometre kilometres kilometern",
  m: "m meter meters metre metres metern",
  cm: "cm centimeter centimeters centimetre centimetres zentimeter",
  mm: "mm millimeter millimeters millimetre millimetres",
  mile: "mile miles mi meile meilen",
  foot: "ft foot feet fuß",
  inch: "inch inches zoll",
  kg: "kg kilo kilos kilogram kilograms kilogramm",
  g: "g gram grams gramm",
  mg: "mg milligram milligrams milligramm",
  l: "l liter liters litre litres",
  ml: "ml milliliter milliliters millilitre millilitres",
  pound: "lb lbs pound pounds pfund £",
  ounce: "oz ounce ounces",
  dollar: "$ usd dollar dollars",
  euro: "€ eur euro euros",
  yen: "¥ jpy yen",
  cent: "cent cents",
  percent: "% percent prozent",
  degree: "° degree degrees grad",
  hour: "h hour hours hrs stunde stunden std",
  minute: "min mins minute minutes minuten",
  second: "s sec secs second seconds sekunde sekunden",
  ms: "ms millisecond milliseconds millisekunden",
  day: "day days tag tage tagen",
  week: "week weeks woche wochen",
  month: "month months monat monate monaten",
  year: "year years yr yrs jahr jahre jahren",
  am: "am",
  pm: "pm",
  oclock: "uhr",
  kb: "kb kilobyte kilobytes",
  mb: "mb megabyte megabytes",
  gb: "gb gigabyte gigabytes",
};

const UNITS: ReadonlyMap<string, string> = new Map(
  Object.entries(NAMES).flatMap(([unit, names]) => names.split(" ").map((name) => [name, unit] as const)),
);

/** Of a lower-case word or a sign. */
export function unitOf(word: string): string | undefined {
  return UNITS.get(word);
}
