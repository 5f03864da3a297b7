/** Numbers in a run of Chinese. */

const DIGITS = "零一二三四五六七八九";
const SCALES: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1e3, 万: 1e4, 亿: 1e8 };
const WEEKDAYS = "一二三四五六日";

const UNITS = "公里|英里|千克|公斤|毫克|小时|分钟|美元|欧元|个月|克|米|元|块|折|度|秒|天|周|月|年|次|点|岁|倍|号|日";
const UNIT_FIRST = new RegExp(`^(?:${UNITS})`, "u");
/** Where 一 is a number, and not part of a word. */
const COUNTED = `(?=(?:${UNITS}|位|名|本|张|条|杯|瓶|片|万|千|百|十|[零〇一二两三四五六七八九]))`;
const NUMERAL = "[零〇一二两三四五六七八九十百千万亿半]";
const WORDS = "十分|千万(?!元|美元|人)|四川|三星|百度|万一|万能|统一|唯一|同一";

const PATTERN = new RegExp(
  [
    `(?<words>${WORDS})`,
    "(?:星期|礼拜|周)(?<weekday>[一二三四五六日天])",
    `第(?<place>${NUMERAL}+)`,
    `(?<below>零下)?(?<number>(?!一(?!${NUMERAL}))${NUMERAL}+|一${COUNTED})(?<unit>${UNITS})?`,
  ].join("|"),
  "gu",
);

/** What was read of a run, in its order: numbers, and the text between them. */
export type ChinesePart = { readonly number: string } | { readonly text: string };

export function chineseParts(run: string): ChinesePart[] {
  const parts: ChinesePart[] = [];
  let end = 0;
  for (const { groups, index, 0: found } of run.matchAll(PATTERN)) {
    if (groups!.words !== undefined) continue;
    if (index > end) parts.push({ text: run.slice(end, index) });
    parts.push({ number: shown(groups!) });
    end = index + found.length;
  }
  if (end < run.length) parts.push({ text: run.slice(end) });
  return parts;
}

/** The unit at the head of what follows digits. */
export function chineseUnit(run: string): string {
  return UNIT_FIRST.exec(run)?.[0] ?? "";
}

function shown({ weekday, place, below, number, unit }: Record<string, string | undefined>): string {
  if (weekday !== undefined) return `day${WEEKDAYS.indexOf(weekday.replace("天", "日")) + 1}`;
  if (place !== undefined) return `${chineseNumber(place)}.`;
  return `${below ? "-" : ""}${chineseNumber(number!)}${unit ?? ""}`;
}

/** `一九四九` digit by digit, `二十五` by its scales. */
export function chineseNumber(numeral: string): string {
  const text = numeral.replaceAll("〇", "零").replaceAll("两", "二");
  if (text === "半") return "0.5";
  if ([...text].every((digit) => DIGITS.includes(digit)))
    return [...text].map((digit) => DIGITS.indexOf(digit)).join("");
  let [total, section, last] = [0, 0, 0];
  for (const character of text) {
    const scale = SCALES[character];
    if (scale === undefined) last = character === "半" ? 0.5 : DIGITS.indexOf(character);
    else if (scale < 1e4) {
      section += (last || 1) * scale;
      last = 0;
    } else {
      total = (total + section + last || 1) * scale;
      [section, last] = [0, 0];
    }
  }
  return String(total + section + last);
}
