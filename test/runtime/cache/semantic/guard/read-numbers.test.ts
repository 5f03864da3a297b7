import { describe, expect, test } from "vitest";
import { readText } from "../../../../../runtime/cache/semantic/guard/read-text.ts";

describe("the numbers of a text", () => {
  test.each([
    ["5 km, five kilometres, 5km", ["5km", "5km", "5km"]],
    ["1,500 and 1500 and 2.50", ["1500", "1500", "2.5"]],
    ["Der Preis ist 1.500 Euro und 2,50 Euro", ["1500euro", "2.5euro"]],
    ["two hundred and fifty, twenty-five, two and a half hours", ["250", "25", "2.5hour"]],
    ["3 million, a dozen, a hundred", ["3000000", "12", "100"]],
    ["zweihundertfünfzig, einundzwanzig, zweitausenddreihundert, siebzehn", ["250", "21", "2300", "17"]],
    ["-5 °C, −5 °C, minus five degrees Celsius", ["-5degreec", "-5degreec", "-5degreec"]],
    ["3-5 and pages 7-9", ["3", "5", "7", "9"]],
    ["$80, 80 dollars, 10%, ten percent", ["80dollar", "80dollar", "10percent", "10percent"]],
    ["7 am and 7 pm and 7:30", ["7am", "7pm", "7:30"]],
    ["the first, the 1st, the second, Henry VIII", ["1.", "1.", "2.", "8."]],
    ["the X200 and E42 and 2FA", ["x200", "e42", "2"]],
    ["September 11, 2001 and 11 September 2001 and 2001-09-11", Array(3).fill("date2001-9-11")],
    ["am 3. Oktober 1990 und der 03.10.1990", Array(2).fill("date1990-10-3")],
    ["13/5/2024 and 5/13/2024, but 9/11/2001", ["date2024-5-13", "date2024-5-13", "9/11", "2001"]],
    ["in May, may I, on Monday, montags", ["date0-5-0", "day1", "day1"]],
    ["twice, zweimal, once a day", ["2x", "2x", "1x"]],
    ["1/2, half, ½, 2½", ["0.5", "0.5", "0.5", "2", "0.5"]],
    ["三个, 3个, 二十五, 一百零五, 三万五千, 一九四九年, 1949年", ["3", "3", "25", "105", "35000", "1949年", "1949年"]],
    ["零下五度, 第二次, 星期天, 介绍一下, 半年", ["-5度", "2.", "day7", "0.5年"]],
    ["٣ and ३ and ３", ["3", "3", "3"]],
    ["007 and 7", ["007", "7"]],
    ["one of them, that one, one hour", ["1hour"]],
    ["12345678901234567890", ["12345678901234567890"]],
  ])("of %j are %j", (text, numbers) => {
    expect(readText(text).numbers).toEqual(numbers);
  });
});
