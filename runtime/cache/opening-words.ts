/** Words that a question or a request begins with, English and German; they mean the same with a capital letter and without. */

const QUESTION = new Set(
  (
    "how what which who whom whose when where why is are was were do does did can could should would must have has had " +
    "wie was welche welcher welches wer wen wem wann wo woher wohin warum wieso worin ist sind kann können soll darf muss hat gibt"
  ).split(" "),
);
const OTHERS = new Set(
  (
    "i the a an my please explain describe give tell show list write compare name summarize summarise translate convert " +
    "der die das ein eine ich mein meine bitte erkläre beschreibe nenne schreibe zeige übersetze"
  ).split(" "),
);

/** In small letters. */
export function isQuestionWord(word: string): boolean {
  return QUESTION.has(word.toLowerCase());
}

export function opensSentence(word: string): boolean {
  return QUESTION.has(word) || OTHERS.has(word);
}
