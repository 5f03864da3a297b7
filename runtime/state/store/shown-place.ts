/** A store's place as it is told: without what opens it. */
export function shownPlace(place: string): string {
  return place.replace(/^(\w+:\/\/).*@/, "$1");
}
