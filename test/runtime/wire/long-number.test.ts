import { describe, expect, test } from "vitest";
import { readJsonBody } from "../../../runtime/wire/read-json-body.ts";

const faultOf = async (json: string) => {
  const read = await readJsonBody(Buffer.from(json));
  return "fault" in read ? read : undefined;
};
const zeros = (count: number) => "0".repeat(count);

/** Where a number can stand. */
const places: Record<string, (number: string) => string> = {
  "at the top": (number) => `{"a":${number}}`,
  alone: (number) => number,
  "in a list, behind another one": (number) => `{"a":[1,${number}]}`,
  "deep down, between blanks": (number) => `{"a":{"b":[{"c": ${number}\n}]},"d":"1.5"}`,
  "behind a name with an escape": (number) => `{"\\u0061":{"b":${number}}}`,
};

describe.each(Object.entries(places))("%s", (_, at) => {
  test.each(
    [
      ["0", "-1", "1.000000", "1e3", "0.69999999999999996", "18446744073709551615", "1e-7", "1.7976931348623157E308"],
      ["5e-324", "340282366920938463463374607431768211455", `1${zeros(300)}`, "-1.00000000000000000e-300", "true"],
    ].flat(),
  )("%s is taken", async (number) => {
    expect(await faultOf(at(number))).toBeUndefined();
  });

  test.each([
    [`1.${zeros(40)}`, 9],
    [`0.1${zeros(40)}`, 28],
    [`0.1000000000000000055511151231257827`, 28],
    [`1${zeros(400)}`, 0],
    [`1.${zeros(30)}e30`, 33],
    ["1e400", 0],
    ["-1E+400", 0],
    ["1e-400", 9],
    ["0e-50", 9],
  ])("%s is not", async (number, most) => {
    expect(await faultOf(at(number))).toMatchObject({ fault: "long-number", text: number, most });
  });
});

test("digits in texts and names are none", async () => {
  expect(await faultOf(`{"${zeros(400)}":"1${zeros(400)}","b":["1e999"]}`)).toBeUndefined();
});
