/** The pure methods of numbers. */
import type { Value } from "../../value.ts";
import { callMethod, literalAt, type MethodCall, type Methods, optionalNumber } from "./method.ts";

const pure: Methods<number> = {
  toString: {
    usage: "number.toString()",
    run: (number: number, { args, at }: MethodCall) => (args.length === 0 ? literalAt(String(number), at) : undefined),
  },
  toFixed: {
    usage: "number.toFixed(2)",
    run: (number: number, { args, at }: MethodCall) => {
      const digits = optionalNumber(args[0], 0);
      const fits = digits !== undefined && digits >= 0 && digits <= 100;
      return fits ? literalAt(number.toFixed(digits), at) : undefined;
    },
  },
};

/** Calls a method of a number. */
export function numberMethod(number: number, call: MethodCall): Value {
  return callMethod(pure, {}, "a number", number, call);
}
