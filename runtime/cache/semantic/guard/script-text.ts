/** Text of scripts that are written without spaces: what of it is asked, character by character. */

/** How a request begins or ends that is polite, and what changes nothing. */
const EMPTY = /请问|请|您好|你好|谢谢(?:你|您)?|麻烦(?:你|您)?|告诉我|我想知道|一下|[吗呢呀啊吧的了]/gu;
/** The same said in other ways. */
const ALIKE: readonly (readonly [RegExp, string])[] = [
  [/怎么样|怎样|怎么|如何|咋/gu, "怎"],
  [/为什么|为何/gu, "为"],
  [/多长时间|多久/gu, "久"],
];

export function scriptContent(run: string): string {
  const said = ALIKE.reduce((left, [way, meant]) => left.replace(way, meant), run);
  return said.replace(EMPTY, "");
}
