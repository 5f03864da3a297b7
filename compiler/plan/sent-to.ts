import { isSent } from "../../semantics/parameters/sent.ts";
import { settle } from "../../semantics/parameters/settle.ts";
import type { Target } from "../lower/ir.ts";
import { emitPrice } from "./emit-price.ts";
import { emitMembers, emitParameters } from "./emit-target.ts";
import { defined } from "./fixed-order.ts";

/** Whether a target is sent what a policy fixes, as it is. */
export function isSentTo(target: Target, name: string, value: unknown): boolean {
  const { provider, model } = target;
  const parameters = emitParameters(provider.parameters, model.parameters);
  const price = model.price && emitPrice(model.price);
  const taken = { parameters, ...emitMembers(target), ...defined({ price }) };
  const { values } = settle(provider.dialect, parameters, (other) => (other === name ? value : undefined));
  return isSent({ dialect: provider.dialect, target: taken }, name, value, true) && !Object.hasOwn(values, name);
}
