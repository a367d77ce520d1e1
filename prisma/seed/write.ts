import type { ClientBase } from "pg";

/** Writes rows of one table in one statement; their keys are its columns, and a table gets none that they don't name. */
export async function insert(client: ClientBase, table: string, rows: readonly object[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first)
    .map((column) => client.escapeIdentifier(column))
    .join(", ");
  const name = client.escapeIdentifier(table);
  // In the order given: the chain of the ledger and the numbers of events depend on it.
  await client.query(
    `insert into ${name} (${columns}) select ${columns} from json_populate_recordset(null::${name}, $1::json)`,
    [JSON.stringify(rows)],
  );
}

/** The ids were given by hand, so the sequences go on behind them. */
export async function restartSequences(client: ClientBase): Promise<void> {
  for (const table of [
    "cities",
    "organisations",
    "teachers",
    "employments",
    "accounts",
    "cycles",
    "registration_rounds",
  ])
    await client.query(`select setval(pg_get_serial_sequence('${table}', 'id'), (select max(id) from ${table}))`);
}
