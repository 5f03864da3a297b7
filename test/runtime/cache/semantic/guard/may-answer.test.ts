import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MOST_CHARACTERS, mayAnswer } from "../../../../../runtime/cache/semantic/guard/may-answer.ts";

describe("what was answered may be given for", () => {
  test.each([
    ["Please tell me how to bake rye bread.", "How do I bake rye bread?"],
    ["Hello, how can I change my seat? Thanks!", "how do i change my seat"],
    ["Is the office in Rome open on 3 March 2024?", "Is the office in Rome open on March 3, 2024?"],
    ["Erkläre bitte, wie eine Orgel klingt.", "Bitte erkläre, wie eine Orgel klingt"],
    ["请问怎么预约牙医？", "如何预约牙医"],
    ["你好，请问图书馆几点开门？谢谢！", "图书馆几点开门"],
    ["Could you explain how a kiln works? Thanks", "Explain how a kiln works"],
    ["What does `ls` do?", "Please, what does `ls` do?"],
    ["Which colours does glass absorb?", "Which colors does glass absorb?"],
    ["WHERE IS THE NEXT STATION?", "Where is the next station?"],
    ["Why is the ocean salty?", "What makes sea water taste of salt?"],
  ])("%j: %j", (kept, asked) => {
    expect(mayAnswer(kept, asked)).toBe(true);
    expect(mayAnswer(asked, kept)).toBe(true);
  });
});

describe("what was answered may not be given for", () => {
  test.each([
    ["Turn on the light in the hall", "Turn off the light in the hall", "small-edit"],
    ["Is the pool open?", "Is the pool not open?", "small-edit"],
    ["How do I get from Rome to Bonn?", "How do I get from Bonn to Rome?", "small-edit"],
    ["Is A before B in the alphabet?", "Is B before A in the alphabet?", "small-edit"],
    ["Who is in the US team?", "Who is in the us team?", "small-edit"],
    ["What are Turkey farms like?", "What are turkey farms like?", "small-edit"],
    ["What is an array in C?", "What is an array in C++?", "small-edit"],
    ["Den Hund beißt der Mann", "Der Hund beißt den Mann", "small-edit"],
    ["打开夜间模式", "关闭夜间模式", "script"],
    ["Fix the commas: we eat, Anna", "Fix the commas: we eat Anna", "small-edit"],
    ["What do they mean by well done 🙂", "What do they mean by well done 🙄", "small-edit"],
    ["Why do few people vote?", "Why do a few people vote?", "small-edit"],
    ["How do you say thanks?", "How do you say please?", "small-edit"],
    ["Hello in Greek", "Hi in Greek", "small-edit"],
    ['What does "the" mean?', 'What does "an" mean?', "small-edit"],
    ["What is turmeric?", "What is cinnamon?", "small-edit"],
    ["How do you feel?", "How do I feel?", "small-edit"],
    ["谢谢用英语怎么说", "你好用英语怎么说", "script"],
    ["翻译成英文：谢谢", "翻译成英文：你好", "script"],
    ["造句：如何", "造句：怎么", "script"],
    ["Who am I?", "Who is it?", "empty"],
    ["Am I eligible?", "Is it eligible?", "small-edit"],
    ["What is 5²?", "What is 52?", "numbers"],
    ["Store it at 5 °C", "Store it at -5 °C", "numbers"],
    ["Does `cp -r` copy links?", "Does `cp - r` copy links?", "code"],
    ["What does grep -r print?", "What does grep -R print?", "code"],
    ["What is a == b?", "What is a != b?", "code"],
    ["Show my page to everybody", "I'd rather that nobody sees what I have written", "negation"],
    ["Wie werde ich lauter", "Was muss geschehen, damit es nicht leise bleibt", "negation"],
    ["火山怎么形成？", "能预测地震吗？", "script"],
    ["How do I leave Oslo by rail?", "Trains out of Bergen: when?", "names"],
  ])("%j: %j", (kept, asked, why) => {
    expect(mayAnswer(kept, asked)).toBe(why);
    expect(mayAnswer(asked, kept)).toBe(why);
  });

  test("a text that an embedder may not have read to its end", () => {
    const long = "word ".repeat(MOST_CHARACTERS / 5);
    expect(mayAnswer(`${long}a cat`, `${long}a dog`)).toBe("too-long");
  });
});

describe("of any text", () => {
  const pieces = fc.constantFrom(
    ...[
      "how",
      "do",
      "I",
      "the",
      "A",
      "not",
      "from",
      "Rome",
      "US",
      "us",
      "C++",
      "5",
      "five",
      "-5",
      "1,500",
      "½",
      "²",
      "٣",
      "三",
      "一百",
      "`x`",
      "a==b",
    ],
    ...[
      " ",
      "\n",
      ".",
      "?",
      "'",
      "\u200b",
      "\u202e",
      "怎么",
      "关闭",
      "ß",
      "🙂",
      "twenty",
      "hundred",
      "and",
      "January",
      "may",
      "3/4",
      "2024-01-02",
      "(",
    ],
  );
  const texts = fc
    .array(fc.tuple(pieces, fc.constantFrom("", " ")), { maxLength: 25 })
    .map((all) => all.flat().join(""));

  test("the answer is the same whichever of two was asked first", () => {
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        expect(mayAnswer(a, b)).toBe(mayAnswer(b, a));
      }),
      { numRuns: 1_000 },
    );
  });

  test("another figure within it is another question", () => {
    fc.assert(
      fc.property(texts, fc.nat(99_998), texts, (a, figure, b) => {
        const around = (number: number) => `${a} ${number} ${b}`.trim();
        expect(mayAnswer(around(figure), around(figure + 1))).not.toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  test("another word within it is another question", () => {
    const words = fc.constantFrom(
      "enable",
      "disable",
      "lamp",
      "Krakow",
      "Katowice",
      "öffnen",
      "schließen",
      "before",
      "after",
      "not",
    );
    fc.assert(
      fc.property(texts, words, words, texts, (a, one, other, b) => {
        fc.pre(one !== other);
        expect(mayAnswer(`lamp stand ${a} ${one} ${b}`, `lamp stand ${a} ${other} ${b}`)).not.toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  test("what cannot be seen changes nothing", () => {
    fc.assert(
      fc.property(texts, (a) => {
        fc.pre(mayAnswer(`${a} lamp`, `${a}  lamp`) === true);
        expect(mayAnswer(`${a} lamp`, `${a} l\u200bam\u2060p\u202c`)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});

test("a text of any steps is read", () => {
  const steps = [
    "a1",
    "(",
    "`",
    "-a",
    "a(",
    "x=",
    "five hundred ",
    "please ",
    "thanks ",
    "一万",
    "1/2/",
    "it's ",
    "US ",
    "=",
    "a.b.",
  ];
  for (const step of steps) {
    const text = step.repeat(Math.floor(MOST_CHARACTERS / step.length));
    expect(mayAnswer(text, `${text.slice(0, -1)}z`)).toBeDefined();
  }
});
