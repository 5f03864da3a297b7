import { isSent, type Taker } from "../../semantics/parameters/sent.ts";
import { settle } from "../../semantics/parameters/settle.ts";
import type { Target } from "../lower/ir.ts";
import { emitPrice } from "./emit-price.ts";
import { emitMembers, emitParameters } from "./emit-target.ts";
import { defined } from "./fixed-order.ts";

/** What decides what a target is sent. */
export function takerOf(target: Target): Taker {
  const { provider, model } = target;
  const parameters = emitParameters(provider.parameters, model.parameters);
  const price = model.price && emitPrice(model.price);
  return { dialect: provider.dialect, target: { parameters, ...emitMembers(target), ...defined({ price }) } };
}

/** Whether a target is sent what a policy fixes, as it is. */
export function isSentTo(target: Target, name: string, value: unknown): boolean {
  const taker = takerOf(target);
  const { values } = settle(taker.dialect, taker.target.parameters, (other) => (other === name ? value : undefined));
  return isSent(taker, name, value, true) && !Object.hasOwn(values, name);
}
