import pg from "pg";

let client: pg.Client | undefined;

/** The test's database as its owner: arranges what a test begins with and looks at what no actor may see. */
export async function owner(): Promise<pg.Client> {
  if (!client) {
    client = new pg.Client({ connectionString: process.env.DATABASE_URL });
    await client.connect();
  }
  return client;
}

export async function one<Row>(text: string, values: unknown[] = []): Promise<Row> {
  const { rows } = await (await owner()).query(text, values);
  if (rows.length !== 1) throw new Error(`one row was expected, ${rows.length} came: ${text}`);
  return rows[0] as Row;
}

export async function all<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
  return (await (await owner()).query(text, values)).rows as Row[];
}
