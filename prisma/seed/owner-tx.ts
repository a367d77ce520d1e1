import type { ClientBase } from "pg";
import type { Tx } from "@/server/db";

/** The owner's connection with the face of a transaction, so that the demo city is told by the same code as a real one. */
export function ownerTx(client: ClientBase): Tx {
  const send = (statement: Parameters<Tx["rows"]>[0]) => client.query(statement.text, [...statement.values]);
  return {
    rows: async <Row>(statement: Parameters<Tx["rows"]>[0]) => (await send(statement)).rows as Row[],
    first: async <Row>(statement: Parameters<Tx["rows"]>[0]) => (await send(statement)).rows[0] as Row | undefined,
    run: async (statement) => (await send(statement)).rowCount ?? 0,
  };
}
