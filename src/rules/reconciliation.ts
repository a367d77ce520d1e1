/** What the other side's table says of one person and training, and what the bank has. Tenths of a credit. */
export interface ReconciledLine {
  teacherId: number;
  trainingKey: string;
  tenths: number;
}

export type Standing = "only-there" | "same" | "different";

const keyOf = ({ teacherId, trainingKey }: Pick<ReconciledLine, "teacherId" | "trainingKey">) =>
  `${teacherId}/${trainingKey}`;

/**
 * Sets a table against the bank, person by person and training by training.
 * @param there the rows of the table; a person and training that stand in it twice are an error of the table, found before
 * @param here live credits of the trainings that the table names
 * @returns the standing of each row in order, and what only the bank has
 */
export function reconcile<There extends ReconciledLine, Here extends ReconciledLine>(
  there: readonly There[],
  here: readonly Here[],
): { standings: Standing[]; onlyHere: Here[] } {
  const known = new Map(here.map((line) => [keyOf(line), line]));
  const named = new Set(there.map(keyOf));
  return {
    standings: there.map((line) => {
      const other = known.get(keyOf(line));
      if (!other) return "only-there";
      return other.tenths === line.tenths ? "same" : "different";
    }),
    onlyHere: here.filter((line) => !named.has(keyOf(line))),
  };
}
