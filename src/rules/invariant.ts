/** Something that can't be true unless the program is wrong: never what a person typed (that is a verdict). */
class InvariantError extends Error {
  override name = "InvariantError";
}

export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantError(message);
}
