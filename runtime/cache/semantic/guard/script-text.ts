/** Text of scripts that are written without spaces, of which characters are compared. */

/** How a request begins that is polite. */
const BEFORE = /^(?:请问|请|麻烦(?:你|您)?告诉我|我想知道)/u;
/** The same said in several ways; particles at the end say nothing. */
const ALIKE: readonly (readonly [RegExp, string])[] = [
  [/怎么样|怎样|怎么|如何|咋/gu, "怎"],
  [/为什么|为何/gu, "为"],
  [/多长时间|多久/gu, "久"],
  [/一下/gu, ""],
  [/[呢呀啊]$/u, ""],
];

export function politeless(run: string): string {
  return run.replace(BEFORE, "");
}

export function inOneWay(run: string): string {
  return ALIKE.reduce((left, [way, meant]) => left.replace(way, meant), run);
}
