/** Asks the theory about points, and keeps what it says against them as boxes to stay out of. */
import type { PointQuestion } from "./point.ts";
import type { ClassBox, Point, Space } from "./space.ts";
import type { Work } from "./work.ts";

export type Tried<T> = { readonly kind: "real"; readonly value: T } | { readonly kind: "not"; readonly box: ClassBox };

/** Steps that a request is taken to cost. */
const STEPS = 200;
/** Points that nothing is known of, before it is given up. */
const UNKNOWN_LIMIT = 64;

export class Probe<T> {
  /** The points that were tried in vain, and what is like them. */
  readonly excluded: ClassBox[] = [];
  readonly #question: PointQuestion<T>;
  readonly #space: Space;
  readonly #work: Work;
  #unknown = 0;
  #why = "";

  constructor(question: PointQuestion<T>, space: Space, work: Work) {
    this.#question = question;
    this.#space = space;
    this.#work = work;
  }

  get isHopeless(): boolean {
    return this.#unknown >= (this.#question.unknownLimit ?? UNKNOWN_LIMIT);
  }

  /** Why the first unknown point is unknown. */
  get why(): string {
    return this.#why;
  }

  /** A request for the point, or a box that holds it and where there is none, or none that could be found. */
  at(point: Point): Tried<T> {
    this.#work.spend(STEPS);
    const realised = this.#question.theory.realise(this.#space.cells(point));
    if (realised.kind === "real") return realised;
    const impossible = realised.kind === "impossible" ? this.#space.impossible(realised.box, point) : undefined;
    const box = impossible ?? this.#space.only(point);
    if (impossible === undefined) {
      this.#unknown += 1;
      this.#why ||= realised.kind === "unknown" ? realised.why : "no request could be made of a point";
    }
    this.excluded.push(box);
    return { kind: "not", box };
  }
}
