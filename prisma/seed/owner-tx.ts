import { type ClientBase, types } from "pg";
import type { Tx } from "@/server/db";

/** As src/server/db.ts reads them: a day is a text, a large count a number. */
const asTheApplication: typeof types = {
  ...types,
  getTypeParser: ((oid: number, format?: "text") => {
    if (oid === types.builtins.DATE) return (text: string) => text;
    return oid === types.builtins.INT8 ? Number : types.getTypeParser(oid, format);
  }) as typeof types.getTypeParser,
};

/** The owner's connection with the face of a transaction, so that the demo city is told by the same code as a real one. */
export function ownerTx(client: ClientBase): Tx {
  const send = ({ text, values }: Parameters<Tx["rows"]>[0]) =>
    client.query({ text, values: [...values], types: asTheApplication });
  return {
    rows: async <Row>(statement: Parameters<Tx["rows"]>[0]) => (await send(statement)).rows as Row[],
    first: async <Row>(statement: Parameters<Tx["rows"]>[0]) => (await send(statement)).rows[0] as Row | undefined,
    run: async (statement) => (await send(statement)).rowCount ?? 0,
  };
}
