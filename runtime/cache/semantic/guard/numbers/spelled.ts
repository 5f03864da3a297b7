/** Numbers in English and German words. The article that is also "one" is none. */

const ENGLISH: Readonly<Record<string, number>> = named(
  "zero - two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
);
const ENGLISH_TENS = named("- - twenty thirty forty fifty sixty seventy eighty ninety", 10);
const ENGLISH_ORDINALS = named("- first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth");
const GERMAN = named("null - zwei drei vier fünf sechs sieben acht neun zehn elf zwölf");
const GERMAN_UNITS: Readonly<Record<string, number>> = { ...GERMAN, ein: 1, eins: 1, zwo: 2, sech: 6, sieb: 7 };
const GERMAN_TENS = {
  ...named("- - zwanzig - vierzig fünfzig sechzig siebzig achtzig neunzig", 10),
  dreißig: 30,
  dreissig: 30,
};
const SCALES: Readonly<Record<string, number>> = {
  ...{ hundred: 100, thousand: 1e3, million: 1e6, billion: 1e9 },
  ...{ hundert: 100, tausend: 1e3, millionen: 1e6, milliarde: 1e9, milliarden: 1e9, dozen: 12, dutzend: 12 },
};
const TIMES: Readonly<Record<string, number>> = { twice: 2, thrice: 3 };
const FRACTIONS: Readonly<Record<string, number>> = {
  ...{ half: 0.5, halb: 0.5, halbe: 0.5, halben: 0.5, halber: 0.5, halbes: 0.5 },
  ...{ anderthalb: 1.5, eineinhalb: 1.5, zweieinhalb: 2.5, dreieinhalb: 3.5 },
};

/** By their names, a dash where there is none. */
function named(names: string, times = 1): Record<string, number> {
  return Object.fromEntries(names.split(" ").flatMap((name, at) => (name === "-" ? [] : [[name, at * times]])));
}

/** `2`, a place in a row `2.`, a repetition `2x`; of a lower-case word, undefined where it is no number. */
export function spelledNumber(word: string): string | undefined {
  const value = own(ENGLISH, word) ?? own(ENGLISH_TENS, word) ?? own(FRACTIONS, word) ?? germanNumber(word);
  if (value !== undefined) return String(value);
  const place = own(ENGLISH_ORDINALS, word) ?? germanOrdinal(word);
  if (place !== undefined) return `${place}.`;
  const times = own(TIMES, word) ?? germanTimes(word);
  return times === undefined ? undefined : `${times}x`;
}

/** `hundred`, `thousand`, `dozen`: what a number before it is multiplied by. */
export function scaleOf(word: string): number | undefined {
  return own(SCALES, word);
}

/** Up to 999,999, written in one word; `ein` alone is an article. */
function germanNumber(word: string): number | undefined {
  if (word === "ein" || word === "sech" || word === "sieb") return undefined;
  const thousand = word.indexOf("tausend");
  if (thousand > 0) return added(below1000(word.slice(0, thousand)), 1000, below1000(word.slice(thousand + 7)));
  return word === "" ? undefined : below1000(word);
}

function below1000(word: string): number | undefined {
  if (word === "") return 0;
  const hundred = word.indexOf("hundert");
  if (hundred > 0) return added(below100(word.slice(0, hundred)), 100, below100(word.slice(hundred + 7)));
  return below100(word);
}

function below100(word: string): number | undefined {
  if (word === "") return 0;
  const plain = own(GERMAN_UNITS, word) ?? own(GERMAN_TENS, word);
  if (plain !== undefined) return plain;
  const teen = word.endsWith("zehn") ? own(GERMAN_UNITS, word.slice(0, -4)) : undefined;
  if (teen !== undefined) return teen + 10;
  const and = word.indexOf("und");
  return and > 0 ? added(own(GERMAN_UNITS, word.slice(0, and)), 1, own(GERMAN_TENS, word.slice(and + 3))) : undefined;
}

function added(times: number | undefined, scale: number, rest: number | undefined): number | undefined {
  return times === undefined || rest === undefined ? undefined : times * scale + rest;
}

function germanOrdinal(word: string): number | undefined {
  const stem = /^(.*t)e[rsnm]?$/.exec(word)?.[1];
  if (stem === undefined) return undefined;
  const rare: Readonly<Record<string, number>> = { erst: 1, dritt: 3, siebt: 7, acht: 8 };
  return own(rare, stem) ?? germanNumber(stem.replace(/s?t$/, "")) ?? undefined;
}

function germanTimes(word: string): number | undefined {
  return word.endsWith("mal") && word !== "einmal" ? germanNumber(word.slice(0, -3)) : undefined;
}

function own(of: Readonly<Record<string, number>>, word: string): number | undefined {
  return Object.hasOwn(of, word) ? of[word] : undefined;
}
