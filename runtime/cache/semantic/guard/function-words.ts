/**
 * Words that do not change what is asked, in English and German. What carries a direction, a negation, an order, an owner or a time stays
 * with the others: `from`, `without`, `before`, `your`, `was`, `den`.
 */

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** Left out wherever two texts are compared. */
const EMPTY = words(
  "the a an do does is are am be been i me my mine we our of " +
    "der die das ein eine ist sind bin ich mir mich mein meine meinen meinem meiner wir uns unser unsere",
);

/** Kept where texts are compared word by word; what they share of these does not make two texts alike. */
const FRAME = words(
  "it its this that these those there here es how what which who whom whose when where why can could may would should will shall must might did was were has have had having " +
    "from to into onto in on off out up down over under before after between by with without against for at than through as about " +
    "and or but if so then not no never none you your he she they his her their some any all other more most very too " +
    "please kindly just also really actually bitte mal denn doch eigentlich get got make want need like know tell explain use way " +
    "wie was welche welcher welches wer wen wem wann wo woher wohin warum wieso worin kann können könnte muss soll sollte will darf " +
    "hat habe haben hatte war waren wird werden wurde von zu zum zur nach aus in im ins auf an am bei mit ohne für gegen vor über unter " +
    "zwischen durch um als und oder aber wenn dass nicht kein keine keinen sie ihr ihre man dem den des einen einem einer eines sich",
);

/** Where one stands, English does not. */
const GERMAN = words(
  "der das ein eine ist sind ich mir wie wer wann wo warum welche kann nicht und oder mit von zu im den dem des für auf bei",
);

export function isEmpty(word: string): boolean {
  return EMPTY.has(word);
}

export function isFrame(word: string): boolean {
  return EMPTY.has(word) || FRAME.has(word);
}

export function isGerman(word: string): boolean {
  return GERMAN.has(word);
}
