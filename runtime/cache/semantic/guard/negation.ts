/** Words by which a text says that something is not so, or is not to be. */

const WORDS: ReadonlySet<string> = new Set(
  (
    "not no never none nobody nothing nowhere neither nor without cannot stop stops stopped stopping avoid avoids avoided avoiding " +
    "prevent prevents prevented preventing refuse refused refuses reject rejected rejects deny denied denies decline declined " +
    "disable disabled disables unable " +
    "nicht kein keine keinen keinem keiner keines nie niemals niemand niemanden nichts nirgends ohne weder abgelehnt ablehnen lehnt lehnen " +
    "verweigert verweigern verhindern verhindere verhindert vermeiden vermeide vermeidet deaktivieren deaktiviere deaktiviert stoppen stoppe"
  ).split(" "),
);
const SCRIPT = /[不没无別别勿未禁]|拒绝|停止|取消|关闭|避免|防止/u;
/** Words with such a character that deny nothing. */
const PLAIN = /特别|别人|分别|区别|级别|类别|性别|未来|无线|无论|不同|不仅|不但|差不多|对不起|不好意思/gu;

/** Of a word in small letters. */
export function isNegation(word: string): boolean {
  return WORDS.has(word);
}

export function hasNegation(run: string): boolean {
  return SCRIPT.test(run.replace(PLAIN, ""));
}
